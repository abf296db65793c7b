"""A random encoder of a few kilobytes and a tokenizer whose pieces are words, halves of words and letters."""

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
WORDS = ("▁the", "▁cat", "▁si", "ts", "▁kucing", "▁duduk", ".", ",", "▁", *"abcdefghijklmnopqrstuvwxyz")
WIDTH, LAYERS, POSITIONS = 32, 2, 64


def tiny_tokenizer():
    vocabulary = [(piece, -1.0 if len(piece) > 1 else -4.0) for piece in (*SPECIAL, *WORDS, "<mask>")]
    backend = Tokenizer(models.Unigram(vocabulary, unk_id=3))
    backend.normalizer = normalizers.NFKC()
    backend.pre_tokenizer = pre_tokenizers.Metaspace()
    return PreTrainedTokenizerFast(
        tokenizer_object=backend,
        bos_token="<s>",
        pad_token="<pad>",
        eos_token="</s>",
        unk_token="<unk>",
        mask_token="<mask>",
    )


def tiny_encoder(seed=1):
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(SPECIAL) + len(WORDS) + 1,
        hidden_size=WIDTH,
        num_hidden_layers=LAYERS,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=POSITIONS,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        pad_token_id=1,
    )
    return BertModel(config, add_pooling_layer=False).eval()
