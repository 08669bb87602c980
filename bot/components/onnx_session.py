"""A graph of onnxruntime, ready to run on the thread that calls it."""

from __future__ import annotations

import onnxruntime


def session_of(model: bytes) -> onnxruntime.InferenceSession:
    """A session for one thread, which a fork takes along as it is; other threads may use it too."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # The arena keeps the largest buffers for good: some 60 MB for a few milliseconds less.
    options.enable_cpu_mem_arena = False
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    # onnxruntime would keep the model's bytes to begin again with another provider.
    session._model_bytes = None  # noqa: SLF001
    return session
