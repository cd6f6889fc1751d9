// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Lab
import LabTestSupport
import Testing
@testable import WorkbenchModel

/// A line that prints a table, what has to be typed before it, and the keys of its rows.
private struct Form: Sendable, CustomTestStringConvertible {
    let line: String
    var setup: [String] = ["preset demo"]
    let keys: String

    var testDescription: String { line }

    var names: [String] { keys.split(separator: " ").map(String.init) }
}

private let distribution = ["softmax a=2 b=1 c=-1", "softmax a=2.2 b=1 c=-1 as=new"]
private let shippedCurves = repository.appending(path: "assets/logs/tiny-curves.csv").path
private let load = ["load \"\(shippedLog)\""]

private let methodKeys =
    "weight.grpo gradient.grpo outside.grpo zero.grpo score.grpo "
    + "weight.aspo gradient.aspo outside.aspo zero.aspo score.aspo"

/// The statistics that `reweigh` has of a log or a part of it.
private let statisticKeys =
    "tokens positive negative zero ratio_mean ratio_mean_positive ratio_mean_negative "
    + "ratio_min ratio_max ratio_std ratio_median clip_high_fraction clip_low_fraction "
    + "outside_above_fraction outside_below_fraction dual_clip_fraction "
    + "dual_clip_positive_fraction dual_clip_negative_fraction kl_k1 kl_k3 "
    + "weight_mean_positive weight_mean_negative gradient_mass_positive_by_bin "
    + "gradient_mass_negative_by_bin tokens_positive_by_bin tokens_negative_by_bin"

/// The distances of two policies that `drift` has.
private let gapKeys =
    "tokens kl_k1 kl_k3 chi2 logp_difference_mean logp_difference_max "
    + "logp_difference_std probability_difference_mean probability_difference_max "
    + "pearson exact_zero_fraction mult_prob_error weight_mean weight_min weight_max "
    + "effective_sample truncated_fraction truncated_weight_mean "
    + "truncated_effective_sample"

private let forms = [
    Form(line: "weights", keys: "token old new adv entropy ratio \(methodKeys) note"),
    Form(
        line: "weights methods=reinforce",
        keys: "token old new adv entropy ratio weight.reinforce gradient.reinforce "
            + "outside.reinforce zero.reinforce score.reinforce note"),
    Form(
        line: "weights methods=ppo correction=tis",
        keys:
            "token old new adv entropy ratio weight.ppo gradient.ppo outside.ppo zero.ppo score.ppo "
            + "correction.ppo total.ppo note"),
    Form(
        line: "watch \"\(shippedLog)\" seconds=0", setup: [],
        keys: "metric run points first_step last_step last before recent trend"),
    Form(line: "gradient", keys: "token method wrt gradient norm_l1 norm_l2 components"),
    Form(line: "gradient wrt=logp", keys: "token method wrt gradient norm_l1 norm_l2 components"),
    Form(
        line: "gradient wrt=probability",
        keys: "token method wrt gradient norm_l1 norm_l2 components"),
    Form(
        line: "gradient wrt=logits methods=aspo", setup: distribution,
        keys: "token method wrt gradient norm_l1 norm_l2 components"),
    Form(
        line: "sweep x=new:0.03..0.36 n=3",
        keys: "x weight.grpo gradient.grpo weight.aspo gradient.aspo"),
    Form(line: "group 1 0 0 1", keys: "response reward advantage"),
    Form(line: "group 1 0 0 1 norm=grpo,rloo", keys: "response reward advantage norm"),
    Form(
        line: "step lr=0.3", setup: ["preset rich"],
        keys: "method entropy_before entropy_after entropy_first_order kl_old_new tokens"),
    Form(
        line: "simulate steps=2", setup: ["preset rich"],
        keys: "run world method seed config metrics"),
    Form(line: smallGraph, keys: "run world method seed config metrics"),
    Form(
        line: "compare", setup: [smallGraph],
        keys: "metric method mean final low high d_mean d_low d_high above below pairs"),
    Form(
        line: "resume run1", setup: [smallGraph], keys: "run world method seed config metrics"),
    Form(
        line: "reweigh rows=all", setup: load,
        keys: "row step epoch minibatch prompt_id response_id position token token_id logp_old "
            + "logp advantage entropy reward mask logp_engine logp_ref ratio weight.grpo "
            + "weight.aspo"),
    Form(line: "reweigh by=step", setup: load, keys: "step method " + statisticKeys),
    Form(line: "reweigh by=epoch", setup: load, keys: "epoch method " + statisticKeys),
    Form(
        line: "reweigh by=minibatch", setup: load, keys: "epoch minibatch method " + statisticKeys),
    Form(
        line: "reweigh by=response", setup: load,
        keys: "number step epoch minibatch prompt_id response_id method " + statisticKeys),
    Form(
        line: "reweigh by=position", setup: load,
        keys: "position position_last method " + statisticKeys),
    Form(line: "reweigh by=prompt", setup: load, keys: "step prompt_id method " + statisticKeys),
    Form(line: "clipping", setup: load, keys: "trainer metric value definition"),
    Form(
        line: "clipping by=epoch", setup: load,
        keys: "epoch tokens clip_high_fraction clip_low_fraction clip_fraction dual_clip_fraction "
            + "outside_above_fraction outside_below_fraction ratio_mean ratio_min ratio_max kl_k1 "
            + "kl_k3 entropy"),
    Form(line: "drift", setup: load, keys: "pair missing " + gapKeys),
    Form(line: "drift by=epoch", setup: load, keys: "epoch pair " + gapKeys),
    Form(
        line: "tokens", setup: load,
        keys: "class tokens share old new entropy ratio advantage"),
    Form(
        line: "tokens top=3", setup: load,
        keys: "score row step epoch minibatch prompt_id response_id number position token token_id "
            + "before after logp_old logp ratio advantage entropy weight.grpo gradient.grpo "
            + "weight.aspo gradient.aspo"),
    Form(
        line: "responses", setup: load,
        keys: "responses positive negative tokens length_mean length_min length_max ratio_geo_mean "
            + "ratio_geo_std ratio_geo_min ratio_geo_max gspo_eps_low gspo_eps_high "
            + "gspo_clip_high_fraction gspo_clip_low_fraction gspo_clip_token_fraction "
            + "ppo_clip_token_fraction correlation_length_ratio correlation_length_distance "
            + "correlation_length_advantage"),
    Form(
        line: "responses top=3", setup: load,
        keys: "number step epoch minibatch rank prompt_id response_id tokens advantage reward "
            + "ratio_geo log_ratio_sum distance ratio_min ratio_max entropy clip_fraction"),
    Form(
        line: "groups", setup: load,
        keys: "groups with_signal signal_fraction zero_advantages equal_rewards "
            + "equal_rewards_fraction all_best all_worst responses tokens responses_per_group "
            + "passes silent_tokens_fraction"),
    Form(
        line: "groups rows=all", setup: load,
        keys:
            "step prompt_id responses passes tokens reward_mean reward_min reward_max advantage_min "
            + "advantage_max signal"),
    Form(
        line: "curves \"\(shippedCurves)\"",
        keys: "metric runs curves points first_step last_step means not_finite"),
    Form(
        line: "curves \"\(shippedCurves)\" metric=entropy",
        keys: "run seed points first_step last_step first last least greatest not_finite"),
    Form(line: "show methods", keys: "method title formula source parameters"),
    Form(line: "show", keys: "token old new adv entropy engine ref response"),
]

@Test("Every table has the documented keys in their order", arguments: forms)
private func keys(form: Form) throws {
    let json = try run(form.setup + ["\(form.line) format=json"]).1.outputs.last ?? ""
    let found = orderedKeys(json)
    #expect(!found.isEmpty)
    #expect(!json.contains("\n"))
    for row in found { #expect(row == form.names) }
}

@Test("CSV and TSV have the same keys as their header", arguments: forms)
private func headers(form: Form) throws {
    for (format, separator) in [("csv", Character(",")), ("tsv", "\t")] {
        let text = try run(form.setup + ["\(form.line) format=\(format)"]).1.outputs.last ?? ""
        #expect(fields(text, separator).first == form.names, "\(format)")
    }
}

/// Those whose rows all have the same cells: responses with tokens of one sign alone have none for the other.
private let evenForms = forms.filter { $0.line != "reweigh by=response" }

@Test("The tables for people are well formed", arguments: evenForms)
private func people(form: Form) throws {
    let markdown = try run(form.setup + ["\(form.line) format=md"]).1.outputs.last ?? ""
    let lines = markdown.split(separator: "\n").filter { $0.hasPrefix("|") }
    let widths = Set(lines.map { $0.split(separator: " | ").count })
    #expect(lines.count > 2)
    #expect(widths.count <= 2, "the rule under the header has bars of its own")
    let latex = try run(form.setup + ["\(form.line) format=latex"]).1.outputs.last ?? ""
    let body = latex.split(separator: "\n").filter { $0.hasSuffix(" \\\\") }
    let columns = Set(body.map { row in row.count { $0 == "&" } })
    #expect(latex.hasPrefix("\\begin{tabular}{"))
    #expect(latex.contains("\\toprule") && latex.contains("\\midrule"))
    #expect(body.first.map { !$0.contains("\\pi$\\_old") && !$0.contains("$|$") } != false)
    #expect(latex.contains("\\bottomrule\n\\end{tabular}"))
    #expect(columns.count == 1)
}

@Test("The keys of nested values are the documented ones")
func nestedKeys() throws {
    let step = try lastOutput("preset rich", "step lr=0.3 format=json")
    #expect(Set(orderedKeys(step, depth: 4)) == [["token", "old", "new"]])
    let bench = try lastOutput("preset rich", "simulate steps=2 format=json")
    #expect(
        orderedKeys(bench, depth: 4).prefix(3) == [
            ["step", "entropy", "kl_ref", "kl_old", "p"],
            ["step", "entropy", "kl_ref", "kl_old", "p"], ["step", "entropy", "kl_ref", "p"],
        ])
    #expect(orderedKeys(bench, depth: 5).first == ["first", "second", "third", "bad"])
    let graph = try rows(try lastOutput(smallGraph + " format=json"))
    #expect(graph.count == 4)
    for run in graph {
        let metrics = try #require(run["metrics"]).elements
        #expect(metrics.count == 4)
        #expect(metrics.first?["grad_norm"] != nil)
        #expect(metrics.last?["grad_norm"] == nil, "the last row holds no tallies of updates")
    }
    let text = try lastOutput(smallGraph + " format=json")
    let names =
        "step entropy acc pass16 greedy held_acc held_greedy length timeout kl_ref kl_old "
        + "rep_context rep_bigram dup_rate zero_groups ratio_pos ratio_neg weight_pos weight_neg "
        + "mask_pos mask_neg cap_pos cap_neg cov_logp_wA grad_norm out_pos out_neg "
        + "kl_engine rho_mean rho_cut"
    let all = names.split(separator: " ").map(String.init)
    for row in orderedKeys(text, depth: 4) where row.first == "step" {
        #expect(row == all.filter { row.contains($0) })
    }
    #expect(orderedKeys(text, depth: 4).contains { $0.count >= all.count - 5 })
}

@Test("A figure's answer names the file, its size, its recipe and its words")
func figureKeys() throws {
    let scratch = try ScratchFolder()
    var (session, listener) = makeSession()
    session.workspace.prefersJSON = true
    try session.execute("plot weight out=\(scratch.word("w.png"))")
    let json = listener.outputs.last ?? ""
    #expect(orderedKeys(json) == [["figure", "width", "height", "bytes", "recipe", "alt"]])
    let row = try #require(try rows(json).first)
    #expect(row["figure"]?.text == scratch.file("w.png"))
    #expect(row["bytes"]?.number == Double(try scratch.read("w.png").utf8.count))
    #expect(row["alt"]?.text?.contains("GRPO: 0.5 at r = 0.5") == true)
}
