// SPDX-License-Identifier: GPL-3.0-or-later
//
// Trains as `simulate world=graph` does, in C that was tuned by hand: see README.md.
//
//     cc -std=c11 -O3 -march=native -ffp-contract=off -o graph_tuned graph_tuned.c -lm
//     graph_tuned [--method NAME] [--first SEED] [--seeds COUNT] [--steps N] [--trace] ...

#define _POSIX_C_SOURCE 200809L

#include <stddef.h>
#include <time.h>

#include "graph_tuned/updates.h"

static const char *const metric_names[METRICS] = {
    "entropy", "acc", "pass16", "greedy", "held_acc", "held_greedy", "length", "timeout", "kl_ref",
    "rep_context", "rep_bigram", "dup_rate", "zero_groups", "ratio_pos", "ratio_neg", "weight_pos",
    "weight_neg", "mask_pos", "mask_neg", "cap_pos", "cap_neg", "cov_logp_wA", "grad_norm",
    "kl_old"};

static const char *const method_names[] = {"grpo", "nois", "posnois", "aspo"};

// Everything that a run works in, made once for all seeds.
typedef struct {
    world world;
    policy policy;
    evaluation evaluation;
    samples samples;
    learner learner;
} trainer;

static void make_trainer(trainer *t, const settings *set) {
    t->world = make_world(set);
    t->policy = make_policy(&t->world);
    t->evaluation = make_evaluation(&t->world);
    t->samples = make_samples(&t->world);
    t->learner = make_learner(&t->samples, &t->policy);
}

// Trains one run; writes a row of metrics for each step and one for the trained policy.
static void train(trainer *t, uint32_t seed, method m, double (*rows)[METRICS]) {
    int steps = t->world.set.steps;
    draw_world(&t->world, seed);
    start_policy(&t->policy, &t->world);
    start_evaluation(&t->evaluation);
    open_streams(&t->samples);
    for (int step = 0; step <= steps; step++) {
        double *row = rows[step];
        describe(&t->policy);
        double visits = evaluate(&t->evaluation, &t->policy, row);
        if (step == steps) break;
        keep_old(&t->policy);
        sample(&t->samples, &t->policy, step, row);
        learn(&t->learner, step, m, row);
        row[KL_OLD] = divergence_from_old(&t->policy, t->evaluation.visits) / visits;
    }
}

static void print_row(const double *row, int step, int count) {
    printf("{\"step\":%d", step);
    for (int k = 0; k < count; k++) printf(",\"%s\":%.17g", metric_names[k], row[k]);
    printf("}");
}

// Prints a run as a JSON list of rows, on a line of its own.
static void print_trace(double (*rows)[METRICS], int steps) {
    for (int step = 0; step <= steps; step++) {
        printf(step == 0 ? "[" : ",");
        print_row(rows[step], step, step == steps ? EVALUATED : METRICS);
    }
    printf("]\n");
}

static double seconds(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

typedef struct {
    settings set;
    method method;
    int first, seeds;
    bool is_traced;
} arguments;

static void refuse(const char *word) {
    fprintf(stderr, "graph_tuned: %s is not understood\n", word);
    exit(2);
}

static method read_method(const char *name) {
    for (int k = 0; k < 4; k++)
        if (strcmp(name, method_names[k]) == 0) return (method)k;
    refuse(name);
    return GRPO;
}

// Reads one `--name value`; returns whether there is such a setting.
static bool read_setting(arguments *a, const char *name, const char *value) {
    const struct {
        const char *name;
        int *place;
    } wholes[] = {
        {"--first", &a->first}, {"--seeds", &a->seeds}, {"--steps", &a->set.steps},
        {"--types", &a->set.types}, {"--states", &a->set.states},
        {"--vocabulary", &a->set.vocabulary}, {"--length", &a->set.length},
        {"--prompts", &a->set.prompts}, {"--heldout", &a->set.held_out},
        {"--group", &a->set.group}, {"--epochs", &a->set.epochs},
        {"--minibatches", &a->set.minibatches}};
    const struct {
        const char *name;
        double *place;
    } numbers[] = {
        {"--zipf", &a->set.zipf}, {"--sigma", &a->set.sigma}, {"--know", &a->set.know},
        {"--qknow", &a->set.qknow}, {"--eos_bias", &a->set.eos_bias}, {"--lr", &a->set.lr},
        {"--eps_low", &a->set.eps_low}, {"--eps_high", &a->set.eps_high}, {"--c", &a->set.cap}};
    char *end = NULL;
    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++)
        if (strcmp(name, wholes[i].name) == 0) *wholes[i].place = (int)strtol(value, &end, 10);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (strcmp(name, numbers[i].name) == 0) *numbers[i].place = strtod(value, &end);
    return end != NULL && end != value && *end == '\0';
}

static arguments read_arguments(int count, char **words) {
    arguments a = {.set = paper, .method = GRPO, .first = 1, .seeds = 1};
    for (int i = 1; i < count; i++) {
        if (strcmp(words[i], "--trace") == 0) {
            a.is_traced = true;
        } else if (i + 1 == count) {
            refuse(words[i]);
        } else if (strcmp(words[i], "--method") == 0) {
            a.method = read_method(words[++i]);
        } else if (read_setting(&a, words[i], words[i + 1])) {
            i++;
        } else {
            refuse(words[i]);
        }
    }
    return a;
}

int main(int count, char **words) {
    arguments a = read_arguments(count, words);
    double (*rows)[METRICS] = room(a.set.steps + 1, sizeof *rows);
    trainer t;
    double wall = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    make_trainer(&t, &a.set);
    for (int seed = a.first; seed < a.first + a.seeds; seed++) {
        train(&t, (uint32_t)seed, a.method, rows);
        if (a.is_traced) print_trace(rows, a.set.steps);
    }
    if (a.is_traced) return 0;
    const double *final = rows[a.set.steps];
    printf("{\"runs\": %d, \"seconds\": %.9f, \"cpu\": %.9f, \"final\": ", a.seeds,
           seconds(CLOCK_MONOTONIC) - wall, seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu);
    printf("{\"entropy\": %.17g, \"acc\": %.17g, \"held_acc\": %.17g}}\n", final[ENTROPY],
           final[ACC], final[HELD_ACC]);
    return 0;
}
