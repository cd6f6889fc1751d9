// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LabTestSupport

/// A training run of the installed TRL on the processor: a model of some hundred weights, four updates,
/// each rollout used twice.
enum TRLRun {
    /// Whether this Python has TRL and what it needs.
    static let isInstalled = Python.has("torch") && Python.has("trl")

    /// Why tests of it are skipped.
    static let missing = "no Python with torch and trl; FLIPSIDE_PYTHON names one that has them"

    /// Runs lines of Python for which `make(trainer, **settings)` makes a trainer of a class.
    static func run(_ lines: String, in scratch: ScratchFolder) throws -> Data {
        _ = try scratch.write(preparation + lines, to: "run.py")
        return try Python.run(["run.py"], in: scratch.path)
    }

    private static let preparation = """
        import contextlib, json, os, sys
        os.environ.update(
            HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", CUDA_VISIBLE_DEVICES="",
            HF_HOME=os.path.abspath("cache"))
        import torch
        from datasets import Dataset
        from tokenizers import Tokenizer, models, pre_tokenizers
        from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast
        from trl import GRPOConfig, GRPOTrainer

        letters = [chr(97 + i) for i in range(13)]
        words = {word: i for i, word in enumerate(["<pad>", "<eos>", "<unk>"] + letters)}
        base = Tokenizer(models.WordLevel(words, unk_token="<unk>"))
        base.pre_tokenizer = pre_tokenizers.Whitespace()
        tokenizer = PreTrainedTokenizerFast(
            tokenizer_object=base, pad_token="<pad>", eos_token="<eos>", unk_token="<unk>",
            padding_side="left")

        def reward(completions, **kwargs):
            return [c.count("a") + 0.1 * i for i, c in enumerate(completions)]

        def make(kind, **settings):
            torch.manual_seed(1)
            LlamaForCausalLM(LlamaConfig(
                vocab_size=16, hidden_size=16, intermediate_size=16, num_hidden_layers=1,
                num_attention_heads=2, pad_token_id=0, eos_token_id=1, bos_token_id=None,
            )).save_pretrained("tiny")
            config = GRPOConfig(**{**dict(
                output_dir="out", per_device_train_batch_size=4, num_generations=4,
                num_iterations=2, steps_per_generation=2, gradient_accumulation_steps=1,
                max_steps=4, max_completion_length=6, learning_rate=0.2, beta=0.01, report_to=[],
                use_cpu=True, bf16=False, save_strategy="no", logging_steps=1, disable_tqdm=True,
                use_bias_correction_kl=False,
                seed=1, lr_scheduler_type="constant"), **settings})
            return kind(
                model="tiny", reward_funcs=reward, args=config, processing_class=tokenizer,
                train_dataset=Dataset.from_dict({"prompt": ["a b c", "d e", "f", "g h"]}))

        def quietly(work):
            with contextlib.redirect_stdout(sys.stderr):
                return work()

        """
}
