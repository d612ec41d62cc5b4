"""What the conformance programme of C2PA asks of a file that is signed by specification 2.4, check by check.

Each check is told in our words, and looks at what `Reader.crjson()` tells; the rules are those of the programme's
rubric 0.2 for specification 2.4.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

Manifest = Mapping[str, Any]

SPEC = "2.4"
_BEGINNINGS = ("c2pa.created", "c2pa.opened")
_NOT_EDITORIAL = {
    "c2pa.converted", "c2pa.published", "c2pa.repackaged", "c2pa.transcoded", "c2pa.resized.proportional",
    "c2pa.enhanced", "c2pa.edited.metadata", "c2pa.watermarked", "c2pa.watermarked.bound", "c2pa.watermarked.unbound",
    "c2pa.redacted",
}  # fmt: skip
_OLD_ACTIONS = {
    "c2pa.copied", "c2pa.formatted", "c2pa.version_updated", "c2pa.printed", "c2pa.managed", "c2pa.produced",
    "c2pa.saved", "c2pa.color_adjustments", "c2pa.watermarked",
}  # fmt: skip
_ACTIONS = {
    *_BEGINNINGS, *_NOT_EDITORIAL, "c2pa.addedText", "c2pa.adjustedColor", "c2pa.changedSpeed", "c2pa.cropped",
    "c2pa.deleted", "c2pa.drawing", "c2pa.dubbed", "c2pa.edited", "c2pa.filtered", "c2pa.mastered", "c2pa.mixed",
    "c2pa.orientation", "c2pa.placed", "c2pa.remixed", "c2pa.removed", "c2pa.resized", "c2pa.translated",
    "c2pa.trimmed", "c2pa.unknown",
}  # fmt: skip
_OLD_ASSERTIONS = {
    "c2pa.claim", "c2pa.hash.bmff.v2", "c2pa.asset-type", "c2pa.ingredient", "c2pa.ingredient.v2", "c2pa.actions",
}  # fmt: skip
_ASSERTIONS = {
    "c2pa.hash.data", "c2pa.hash.data.part", "c2pa.actions.v2", "c2pa.ingredient.v3", "c2pa.hash.boxes",
    "c2pa.hash.bmff.v3", "c2pa.hash.collection.data", "c2pa.soft-binding", "c2pa.cloud-data", "c2pa.embedded-data",
    "c2pa.metadata", "c2pa.certificate-status", "c2pa.asset-ref", "c2pa.asset-type.v2", "c2pa.hash.multi-asset",
    "c2pa.thumbnail.claim", "c2pa.thumbnail.ingredient", "c2pa.icon", "c2pa.alternative-content-representation",
    "c2pa.external-reference", "c2pa.ai-disclosure", "c2pa.assertion.metadata", "c2pa.time-stamp",
}  # fmt: skip
_PARAMETERS = {
    "redacted", "ingredients", "ingredient", "description", "relatedAssertions", "sourceLanguage", "targetLanguage",
    "multipleInstances", "ranges",
}  # fmt: skip
_ILL_FORMED = re.compile(
    r"\.malformed$|\.invalid$|\.missing$|\.multiple|unknownBox|wrongParents|inaccessible|structuredText|external-ref"
)
_CHANGED = re.compile(r"[mM]ismatch|hardBinding\.redacted|claimSignature\.missing")


def failed(told: Mapping[str, Any]) -> list[str]:
    """The checks that a file does not pass, of 31."""
    found = told["manifests"][0]
    return [check.__doc__ or check.__name__ for check in CHECKS if not check(found)]


def _assertions(found: Manifest) -> Mapping[str, Any]:
    return found.get("assertions") or {}


def _actions(found: Manifest) -> list[Mapping[str, Any]]:
    return [one for value in _assertions(found).values() for one in value.get("actions") or []]


def _ingredients(found: Manifest) -> list[Mapping[str, Any]]:
    return [value for value in _assertions(found).values() if value.get("relationship") is not None]


def _failures(found: Manifest) -> list[str]:
    return [one["code"] for one in found["validationResults"].get("failure") or []]


def _named(found: Manifest, name: str) -> list[Mapping[str, Any]]:
    return [one for one in _actions(found) if one["action"] == name]


def _base(label: str) -> str:
    return label.partition("__")[0]


def _generator(found: Manifest) -> Mapping[str, Any]:
    told = found["claim.v2"].get("claim_generator_info") or {}
    return told[0] if isinstance(told, list) else told


def _every_change_has_a_source(found: Manifest) -> bool:
    """What was seen to change says what kind of thing was added."""
    exempt = {*_BEGINNINGS, *_NOT_EDITORIAL, "c2pa.placed"}
    changes = [one for one in _actions(found) if one["action"].startswith("c2pa.") and one["action"] not in exempt]
    return all(one.get("digitalSourceType") for one in changes)


def _spec_version_is_told(found: Manifest) -> bool:
    """The claim generator says by which specification it works."""
    return ".".join(str(_generator(found).get("specVersion", "")).split(".")[:2]) == SPEC


def _says_whether_all_actions_are_there(found: Manifest) -> bool:
    """Every list of actions says whether it is complete."""
    lists = [value for value in _assertions(found).values() if value.get("actions") is not None]
    return all(value.get("allActionsIncluded") is not None for value in lists)


def _opened_has_no_source(found: Manifest) -> bool:
    """What was opened has no source type of its own."""
    return not any(one.get("digitalSourceType") for one in _named(found, "c2pa.opened"))


def _is_validated(found: Manifest) -> bool:
    """There are results of validation to look for what is ill-formed."""
    return found.get("validationResults") is not None


def _is_well_formed(found: Manifest) -> bool:
    """Nothing is ill-formed."""
    return not any(_ILL_FORMED.search(code) for code in _failures(found))


def _integrity_is_validated(found: Manifest) -> bool:
    """There are results of validation to look for what was changed."""
    return found.get("validationResults") is not None


def _is_unchanged(found: Manifest) -> bool:
    """No hash and no signature is another one."""
    return not any(_CHANGED.search(code) for code in _failures(found))


def _begins_with_the_beginning(found: Manifest) -> bool:
    """The first action of the first created list is how the file came to be."""
    lists = [one["url"] for one in found["claim.v2"].get("created_assertions") or [] if "c2pa.actions" in one["url"]]
    begins = not _named(found, "c2pa.created") or _actions(found)[0]["action"] in _BEGINNINGS
    return bool(lists) and lists[0].endswith("c2pa.actions.v2") and begins


def _no_old_assertions(found: Manifest) -> bool:
    """No assertion is one that is not used any more."""
    return not any(label.startswith("stds.") or label in _OLD_ASSERTIONS for label in _assertions(found))


def _known_assertions(found: Manifest) -> bool:
    """Every standard assertion is one of the list."""
    ours = [_base(label) for label in _assertions(found) if label.startswith("c2pa.")]
    return all(label in _ASSERTIONS | _OLD_ASSERTIONS for label in ours)


def _no_old_actions(found: Manifest) -> bool:
    """No action is one that is not used any more."""
    return not any(one["action"] in _OLD_ACTIONS for one in _actions(found))


def _known_actions(found: Manifest) -> bool:
    """Every standard action is one of the list."""
    return all(one["action"] in _ACTIONS for one in _actions(found) if one["action"].startswith("c2pa."))


def _own_assertions_have_a_domain(found: Manifest) -> bool:
    """An assertion of one's own is named with a dot."""
    return all("." in label for label in _assertions(found))


def _own_actions_have_a_domain(found: Manifest) -> bool:
    """An action of one's own is named with a dot."""
    return all("." in one["action"] for one in _actions(found))


def _own_parameters_have_a_domain(found: Manifest) -> bool:
    """A parameter of one's own is named with a dot."""
    names = {name for one in _actions(found) for name in one.get("parameters") or {}}
    return all(name in _PARAMETERS or "." in name for name in names)


def _no_old_parameters(found: Manifest) -> bool:
    """Descriptions and ingredients stand where the second version has them."""
    return not any({"description", "ingredient"} & {*(one.get("parameters") or {})} for one in _actions(found))


def _named_as_c2pa(found: Manifest) -> bool:
    """The manifest's name is one of C2PA."""
    return str(found.get("label", "")).startswith("urn:c2pa:")


def _no_ratings_by_people(found: Manifest) -> bool:
    """What a person has entered has no ratings of reviews."""
    people = {"humanEntry.anonymous", "humanEntry.credentialed"}
    values = _assertions(found).values()
    return not any(one.get("reviewRatings") and (one.get("dataSource") or {}).get("type") in people for one in values)


def _results_only_of_signed_ingredients(found: Manifest) -> bool:
    """An ingredient without credentials has no results of validation."""
    return all(one.get("activeManifest") or not one.get("validationResults") for one in _ingredients(found))


def _signed_ingredients_have_results(found: Manifest) -> bool:
    """An ingredient with credentials has results of validation."""
    return all(one.get("validationResults") or not one.get("activeManifest") for one in _ingredients(found))


def _known_relationships(found: Manifest) -> bool:
    """An ingredient is a parent, a component or an input."""
    return all(one["relationship"] in {"parentOf", "inputTo", "componentOf"} for one in _ingredients(found))


def _created_has_a_source(found: Manifest) -> bool:
    """What was created says what kind of thing it is."""
    return all(one.get("digitalSourceType") for one in _named(found, "c2pa.created"))


def _no_old_claim_fields(found: Manifest) -> bool:
    """The claim itself does not say by which specification it is made."""
    return "specVersion" not in found["claim.v2"]


def _ingredients_say_one_thing(found: Manifest) -> bool:
    """An ingredient with credentials has no source type beside them."""
    return not any(one.get("activeManifest") and one.get("digitalSourceType") for one in _ingredients(found))


def _one_alternative(found: Manifest) -> bool:
    """Another representation is named in one way."""
    kind = "exif.originalPreservationImage"
    parameters = [
        one.get("parameters") or {}
        for one in _assertions(found).values()
        if kind in {one.get("type"), (one.get("parameters") or {}).get("type")}
    ]
    return all(("multiAssetPartIndex" in one) != ("embeddedOriginalPreservationImage" in one) for one in parameters)


def _no_assertions_elsewhere(found: Manifest) -> bool:
    """Actions, hashes and ingredients are in the file and not elsewhere."""
    elsewhere = [
        one["label"]
        for one in _assertions(found).values()
        if one.get("label") and one.get("url") and not one.get("relationship")
    ]
    return not any(label.startswith(("c2pa.actions", "c2pa.hash", "c2pa.ingredient")) for label in elsewhere)


def _hashes_have_no_url(found: Manifest) -> bool:
    """A hash names no address."""
    return not any(_assertions(found).get(label, {}).get("url") for label in ("c2pa.hash.data", "c2pa.hash.bmff.v3"))


def _saved_again_is_complete(found: Manifest) -> bool:
    """A file that was only opened and saved says that this is all."""
    lists = _assertions(found).get("c2pa.actions.v2", {})
    only = [one["action"] for one in _actions(found)] == ["c2pa.opened"]
    return not only or lists.get("allActionsIncluded") is True


def _opened_names_its_parent(found: Manifest) -> bool:
    """What was opened names one ingredient."""
    named = [(one.get("parameters") or {}).get("ingredients") or [] for one in _named(found, "c2pa.opened")]
    return all(len(one) == 1 for one in named)


def _no_boxes_in_tiff(found: Manifest) -> bool:
    """A TIFF is not hashed by boxes."""
    kind = _assertions(found).get("c2pa.asset-type.v2", {}).get("dc:format")
    return "c2pa.hash.boxes" not in _assertions(found) or kind not in {"image/tiff", "image/x-adobe-dng"}


CHECKS: tuple[Callable[[Manifest], bool], ...] = (
    _every_change_has_a_source,
    _spec_version_is_told,
    _says_whether_all_actions_are_there,
    _opened_has_no_source,
    _is_validated,
    _is_well_formed,
    _integrity_is_validated,
    _is_unchanged,
    _begins_with_the_beginning,
    _no_old_assertions,
    _known_assertions,
    _no_old_actions,
    _known_actions,
    _own_assertions_have_a_domain,
    _own_actions_have_a_domain,
    _own_parameters_have_a_domain,
    _no_old_parameters,
    _named_as_c2pa,
    _no_ratings_by_people,
    _results_only_of_signed_ingredients,
    _signed_ingredients_have_results,
    _known_relationships,
    _created_has_a_source,
    _no_old_claim_fields,
    _ingredients_say_one_thing,
    _one_alternative,
    _no_assertions_elsewhere,
    _hashes_have_no_url,
    _saved_again_is_complete,
    _opened_names_its_parent,
    _no_boxes_in_tiff,
)


def told_of(file: Path, kind: str = "video/mp4") -> Mapping[str, Any]:
    """What the library of C2PA tells of a file, in the form that the programme's rules are about."""
    import json

    from c2pa import Context, Reader

    from media.credentials.manifest import settings

    with Context.from_dict(settings()) as context, file.open("rb") as source:
        reader = Reader.try_create(kind, source, context=context)
        assert reader is not None, f"{file.name} has no credentials"
        with reader:
            found: Mapping[str, Any] = json.loads(reader.crjson())
            return found


def labels(told: Mapping[str, Any]) -> Iterator[str]:
    """The names of its manifests."""
    yield from (one["label"] for one in told["manifests"])
