"""`draft`: from an operator's words to guards, questions or a refusal."""

from collections.abc import Mapping

from orin.processors.specs.models import CameraSpec
from orin.processors.words.answer import Answer, Question


def draft(text: str, site: Mapping[str, CameraSpec]) -> Answer:
    """The answer to a wish about the cameras of `site` (by name). Never raises for what `text` says."""
    del text, site
    return Answer(answer="ask", questions=(Question("kind", "What should be watched for?"),))
