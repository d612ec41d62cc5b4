"""What a CLIP-style model thinks of how pictures look: a second opinion beside `quality.visual`, and none in the score.

J. Wang et al., "Exploring CLIP for Assessing the Look and Feel of Images" (CLIP-IQA), 2023: of two texts that say the
opposite, which one is nearer, as the softmax of their cosines times the model's own logit scale. The paper leaves the
position embedding out to take pictures of every size; here they are those of 224 pixels or so that are embedded for
coherence anyway, on which fine damage is hardly seen. That is why it only stands beside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

ANTONYMS = ("Good photo.", "Bad photo.")


def clip_iqa(pictures: Vectors, antonyms: Vectors, logit_scale: float) -> float:
    """How good pictures look, 0 to 1, on average.

    Args:
        pictures: Their vectors, of length 1.
        antonyms: Those of `ANTONYMS`.
        logit_scale: What the model multiplies cosines with.
    """
    import numpy as np

    good, bad = (pictures @ antonyms.T * logit_scale).T
    return float((1 / (1 + np.exp(np.clip(bad - good, -50, 50)))).mean())
