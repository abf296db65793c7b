"""Finding and loading a language model: the extra's own, or any other by name or path."""

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligncheck.errors import ModelError
from aligncheck.language_model.packaged_model import find_packaged_model, folder_of, is_installed
from aligncheck.language_model.portions import is_out_of_memory

if TYPE_CHECKING:
    from aligncheck.language_model.judge import Judge

AUTO, OFF = "auto", "off"
"""The extra's model where it is installed; none."""

OFF_VARIABLE = "ALIGNCHECK_NO_LM"
"""Environment variable that makes ``auto`` mean ``off``, whatever its value."""

HUB_SECONDS = 10.0
"""How long the hub may take to say whether it has a model."""

_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[\w.-]+", re.ASCII)

Announce = Callable[[str], None]


@dataclass(frozen=True)
class LanguageModel:
    """A language model that was found."""

    name: str
    """Name and revision: it changes with the model's files."""

    load: Callable[[], "Judge"]
    """Loads it, which takes seconds.

    Raises:
        ModelError: It cannot be loaded, or is no language model.
    """


def find_language_model(wanted: str, announce: Announce | None = None) -> LanguageModel | None:
    """Find a model without loading it.

    Args:
        wanted: ``auto``, ``off``, the path of a folder, or a name on the Hugging Face hub. The network is used for the
            last only, and code that comes with a model is never run.
        announce: Called with a sentence for the user before something slow begins.

    Returns:
        The model; None where none is wanted, or ``auto`` is and the extra is not installed or switched off.

    Raises:
        ModelError: There is no such model.
    """
    if wanted == OFF or (wanted == AUTO and (OFF_VARIABLE in os.environ or not is_installed())):
        return None
    if wanted == AUTO:
        packaged = find_packaged_model()
        return LanguageModel(packaged.name, lambda: load(folder_of(packaged, announce), packaged.name))
    folder = Path(wanted).expanduser()
    if wanted and folder.is_dir():
        name = f"{wanted} ({_digest(folder)})"
        return LanguageModel(name, lambda: load(folder, name))
    if _HUB_NAME.fullmatch(wanted):
        snapshot = _snapshot(wanted, announce)
        name = f"{wanted} ({snapshot.name[:12]})"
        return LanguageModel(name, lambda: load(snapshot, name))
    raise ModelError(
        f"language model {wanted!r}: no such folder, and not a name on the Hugging Face hub, such as "
        "Helsinki-NLP/opus-mt-id-en.\n  Check the path, or leave out --lm."
    )


def load(folder: Path, name: str) -> "Judge":
    """Load a model from a folder.

    Raises:
        ModelError: It cannot be loaded, or is no language model.
        Exception: There is no memory for it, as `is_out_of_memory` tells.
    """
    from aligncheck.language_model.causal_judge import CausalJudge
    from aligncheck.language_model.translation_judge import TranslationJudge

    try:
        model, tokenizer = _load(folder)
    except ModelError:
        raise
    except Exception as error:  # there is no bound to what loaders raise on files of any making
        if is_out_of_memory(error):
            raise
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        raise ModelError(
            f"language model {name!r} cannot be loaded: {reason}\n"
            "  Name the folder of a language model of transformers, or leave out --lm."
        ) from error
    kind = TranslationJudge if model.config.is_encoder_decoder else CausalJudge
    return kind(model, tokenizer, name)


def _load(folder: Path) -> tuple[Any, Any]:
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForSeq2SeqLM, AutoTokenizer
    from transformers.models.auto.modeling_auto import (
        MODEL_FOR_CAUSAL_LM_MAPPING_NAMES,
        MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING_NAMES,
    )

    from aligncheck.estimator.reader import has_native_bfloat16
    from aligncheck.transformers_output import quiet

    with quiet():
        config = AutoConfig.from_pretrained(folder, local_files_only=True)
        maker, known = (
            (AutoModelForSeq2SeqLM, MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING_NAMES)
            if config.is_encoder_decoder
            else (AutoModelForCausalLM, MODEL_FOR_CAUSAL_LM_MAPPING_NAMES)
        )
        # Encoders would load as well, and say nothing of use.
        if known.get(config.model_type) not in (config.architectures or ()):
            what = ", ".join(config.architectures or ()) or config.model_type
            raise ModelError(
                f"{folder}: not a language model but {what}\n"
                "  Name a causal language model or an encoder-decoder translation model, or leave out --lm."
            )
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        dtype = torch.bfloat16 if has_native_bfloat16() else torch.float32
        model = maker.from_pretrained(folder, local_files_only=True, dtype=dtype)
    return model.eval(), tokenizer


def _snapshot(name: str, announce: Announce | None) -> Path:
    """Return the folder of a model of the hub, downloaded where it is not there; fail at once without a network."""
    from huggingface_hub import model_info, snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        try:
            return Path(snapshot_download(name, local_files_only=True))
        except LocalEntryNotFoundError:
            model_info(name, timeout=HUB_SECONDS)
            if announce:
                announce(f"Loading the language model {name} from the Hugging Face hub ...")
            return Path(snapshot_download(name, ignore_patterns=["*.h5", "*.msgpack", "*.ot", "*.onnx", "*.gguf"]))
    except Exception as error:  # nor is there one to what networks do
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        raise ModelError(
            f"language model {name!r} cannot be had: {reason}\n"
            "  Check the name and the network, or use --lm auto with the extra lm, which needs neither."
        ) from error


def _digest(folder: Path) -> str:
    """Stand for the content of a folder by names, sizes and times: reading it would take longer than loading."""
    looks = sorted(
        (path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in folder.iterdir() if path.is_file()
    )
    return hashlib.sha256(repr(looks).encode()).hexdigest()[:12]
