"""What Footage is deployed with: each file is read by the program that it is for, or by one that knows its rules."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from footage.misspelt import misspelt
from routing.emulators import all_emulators
from tests.installation import haproxy
from tests.servers import ROOT

DEPLOY = ROOT / "deploy"
EMULATED_FROM = 8790
UNKNOWN_KINDS = {"ScaledObject", "TriggerAuthentication", "ServiceMonitor"}
"""Kinds that clusters learn from KEDA and from Prometheus' operator; no schema of theirs is here."""

ALL = {
    "publicUrl": "https://films.example.com:8443",
    "storage": {"claim": "films"},
    "home": {"files": {"policy.yaml": "a: 1\nb: [2]\n", "catalog.yaml": "{}\n"}, "brands": "brands"},
    "settings": {"FOOTAGE_MONTHLY_BUDGET_USD": 500, "FOOTAGE_NO_SPEND": True},
    "secret": {
        "files": {"FOOTAGE_DATABASE_DIRECT_URL": "database-direct-url", "RUNWAYML_API_SECRET": "runway"},
        "paths": {"FOOTAGE_CREDENTIAL_KEY": "credential-key"},
    },
    "serviceAccount": {"annotations": {"iam.gke.io/gcp-service-account": "footage@project"}},
    "imagePullSecrets": [{"name": "registry"}],
    "serve": {
        "ingress": {"enabled": True, "className": "nginx", "annotations": {"a": "b"}, "tls": [{"secretName": "tls"}]},
        "nodeSelector": {"disk": "ssd"},
        "tolerations": [{"key": "films", "operator": "Exists"}],
        "service": {"annotations": {"c": "d"}},
    },
    "workers": {"cpu": {"scaling": {"enabled": True}, "spot": True}, "cloud": {"nodeSelector": {"disk": "ssd"}}},
    "gpu": {"enabled": True, "scaling": {"enabled": True}, "models": {"pull": ["wan2.1-1.3b", "clip"]}},
    "metrics": {"serviceMonitor": {"enabled": True, "labels": {"release": "prometheus"}}},
    "networkPolicy": {
        "ingressFrom": [{"namespaceSelector": {}}],
        "metricsFrom": [{"namespaceSelector": {}}],
        "databaseTo": [{"ipBlock": {"cidr": "10.0.0.7/32"}}],
        "extraEgress": [{"ports": [{"protocol": "TCP", "port": 9000}]}],
    },
}
LEAST = {"publicUrl": "https://films.example.com"}
RAY = {**LEAST, "gpu": {"enabled": True, "ray": "ray://head:10001", "models": {"claim": "weights", "warmUp": False}}}
NO_WORKERS = {**LEAST, "workers": {"cpu": None, "cloud": None}, "networkPolicy": {"enabled": False}}
VALUES: Mapping[str, Mapping[str, Any]] = {"least": LEAST, "all": ALL, "ray": RAY, "no workers": NO_WORKERS}


def _program(name: str) -> str:
    """A program that comes with a package of ours."""
    places = [Path(sys.executable).parent, Path(yaml.__file__).parents[4] / "bin"]
    found = shutil.which(name, path=os.pathsep.join(f"{place}" for place in places))
    if found is None:
        pytest.skip(f"{name} is not here: pip install --group dev")
    return found


def _documents(values: Mapping[str, Any], release: str = "films") -> list[dict[str, Any]]:
    helm = pytest.importorskip("helm_python", reason="helm-python-sdk is not here")
    with helm.Chart.load(DEPLOY / "chart") as chart:
        chart.validate_schema(values)
        files = chart.render(values, name=release, namespace="media")
    rendered = [text for name, text in files.items() if name.endswith(".yaml")]
    return [found for text in rendered for found in yaml.safe_load_all(text) if found]


@pytest.fixture(scope="module")
def rendered() -> dict[str, list[dict[str, Any]]]:
    """What the chart becomes, by the values it was given."""
    return {name: _documents(values) for name, values in VALUES.items()}


@pytest.mark.slow
def test_every_document_of_the_chart_is_what_kubernetes_takes(rendered: dict[str, list[dict[str, Any]]]) -> None:
    validate = pytest.importorskip("kubernetes_validate").validate
    for documents in rendered.values():
        names = [(one["kind"], one["metadata"]["name"]) for one in documents]
        assert len(names) == len(set(names))
        for one in documents:
            if one["kind"] not in UNKNOWN_KINDS:
                validate(one, "1.33", strict=True)


def _pods(documents: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for one in documents:
        if one["kind"] in {"Deployment", "Job"}:
            yield one["metadata"]["name"], one["spec"]["template"]["spec"]


def test_no_pod_has_rights_and_secrets_are_files(rendered: dict[str, list[dict[str, Any]]]) -> None:
    for documents in rendered.values():
        for name, pod in _pods(documents):
            assert pod["automountServiceAccountToken"] is False, name
            assert (pod["securityContext"]["runAsNonRoot"], pod["securityContext"]["runAsUser"]) == (True, 10001)
            assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
            for container in [*pod["containers"], *pod.get("initContainers", [])]:
                mine = container["securityContext"]
                assert (mine["readOnlyRootFilesystem"], mine["allowPrivilegeEscalation"]) == (True, False), name
                assert mine["capabilities"] == {"drop": ["ALL"]}
                assert container["resources"]["requests"], name
                for variable in container.get("env", []):
                    assert "value" in variable, "no secret is a variable"
                mounted = {one["name"] for one in container["volumeMounts"]}
                assert mounted <= {one["name"] for one in pod["volumes"]}, name


def test_what_is_special_of_each_part(rendered: dict[str, list[dict[str, Any]]]) -> None:
    found = {(one["kind"], one["metadata"]["name"]): one for one in rendered["all"]}
    serve = found["Deployment", "films-footage-serve"]["spec"]["template"]["spec"]
    (container,) = serve["containers"]
    assert serve["terminationGracePeriodSeconds"] == 60
    assert container["livenessProbe"]["httpGet"]["path"] == "/livez"
    assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"
    env = {one["name"]: one["value"] for one in container["env"]}
    assert env["FOOTAGE_DRAIN_S"] == "5"
    assert env["FOOTAGE_DATABASE_URL_FILE"] == "/run/secrets/footage/database-url"
    assert env["FOOTAGE_CREDENTIAL_KEY"] == "/run/secrets/footage/credential-key"
    (secrets,) = (one["secret"] for one in serve["volumes"] if one["name"] == "secrets")
    assert {one["key"] for one in secrets["items"]} == {
        "database-url",
        "database-direct-url",
        "runway",
        "credential-key",
    }
    assert env["FOOTAGE_STORAGE"] == "/films"
    assert (env["FOOTAGE_MONTHLY_BUDGET_USD"], env["FOOTAGE_NO_SPEND"]) == ("500", "true")
    mounts = {one["mountPath"]: one for one in container["volumeMounts"]}
    assert {"/data/policy.yaml", "/data/catalog.yaml", "/data/brands"} <= mounts.keys()
    assert found["ConfigMap", "films-footage-home"]["data"]["policy.yaml"] == "a: 1\nb: [2]\n"
    assert found["Ingress", "films-footage"]["spec"]["rules"][0]["host"] == "films.example.com"
    migrate = found["Job", "films-footage-migrate"]
    assert migrate["metadata"]["annotations"]["helm.sh/hook"] == "pre-install,pre-upgrade"
    assert migrate["spec"]["template"]["spec"]["containers"][0]["args"] == ["migrate"]
    cpu = found["Deployment", "films-footage-cpu"]["spec"]
    assert "replicas" not in cpu, "KEDA says how many there are"
    assert any("spot" in one["key"] for one in cpu["template"]["spec"]["tolerations"])
    scaled = found["ScaledObject", "films-footage-cpu"]["spec"]
    assert scaled["scaleTargetRef"]["name"] == "films-footage-cpu"
    assert "queue = 'cpu'" in scaled["triggers"][0]["metadata"]["query"]
    assert "queue = 'gpu'" in found["ScaledObject", "films-footage-gpu"]["spec"]["triggers"][0]["metadata"]["query"]
    assert ("TriggerAuthentication", "films-footage-database") in found
    gpu = found["Deployment", "films-footage-gpu"]["spec"]["template"]["spec"]
    assert gpu["containers"][0]["args"] == ["worker", "--queue", "local-gpu"]
    assert gpu["containers"][0]["resources"]["limits"]["nvidia.com/gpu"] == 1
    pulls = found["Job", "films-footage-models"]["spec"]["template"]["spec"]["initContainers"]
    assert [one["args"][-1] for one in pulls] == ["wan2.1-1.3b", "clip"]


WORKER = {"queue": "cpu", "replicas": 1, "atOnce": 1, "scaling": {"enabled": False}}
ODD: Mapping[str, Any] = {
    **LEAST,
    "image": {"repository": "registry.example.com/footage", "tag": f"sha256:{'0a' * 32}"},
    "settings": {"FOOTAGE_UPLOAD_MAX_MB": 10_000_000.0, "FOOTAGE_DRAIN_S": 12, "FOOTAGE_WARN_AT": 0.75},
    "secret": {"files": {"FOOTAGE_LINK_KEY": "2026"}, "paths": {"PGSSLROOTCERT": "ca.crt"}},
    "workers": {"big": WORKER, "cpu": {"tolerations": None}},
    "gpu": {"enabled": True, "image": {"tag": f"1.0@sha256:{'0b' * 32}"}, "models": {"pull": ["clip"]}},
}


def test_odd_values_mean_in_every_pod_what_they_say() -> None:
    validate = pytest.importorskip("kubernetes_validate").validate
    documents = _documents(ODD)
    for one in documents:
        validate(one, "1.33", strict=True)
    for name, pod in _pods(documents):
        assert pod["enableServiceLinks"] is False, f"{name}: a Service named footage-... would look like our settings"
        for container in [*pod["containers"], *pod.get("initContainers", [])]:
            assert re.search(r"footage(@|:1\.0@)sha256:0[ab]0", container["image"]), name
            names = [one["name"] for one in container.get("env", [])]
            assert len(names) == len(set(names)), (
                f"{name}: a variable that is there twice is refused on the server's side"
            )
    pods = dict(_pods(documents))
    serve = {one["name"]: one["value"] for one in pods["films-footage-serve"]["containers"][0]["env"]}
    assert [serve[name] for name in ODD["settings"]] == ["10000000", "12", "0.75"]
    migrate = {one["name"]: one["value"] for one in pods["films-footage-migrate"]["containers"][0]["env"]}
    assert migrate["PGSSLROOTCERT"] == "/run/secrets/footage/ca.crt", "the way to the database is the same for all"


@pytest.mark.parametrize("release", ["2026-films", "acme.films", "f" * 53, f"{'f' * 39}-{'g' * 13}", "footage"])
def test_any_name_of_a_release_makes_names_that_services_may_have(release: str) -> None:
    for one in _documents({**ALL, "workers": {"w" * 22: WORKER}}, release):
        assert re.fullmatch(r"[a-z]([-a-z0-9]{0,61}[a-z0-9])?", one["metadata"]["name"])


def test_the_egress_that_the_guide_shows_is_one_and_reaches_pooler_and_database() -> None:
    validate = pytest.importorskip("kubernetes_validate").validate
    guide = (ROOT / "docs" / "guides" / "deploying.md").read_text()
    (block,) = re.findall(r"```yaml\n(networkPolicy:.*?)```", guide, re.DOTALL)
    (policy,) = (
        one
        for one in _documents({**LEAST, **yaml.safe_load(block)})
        if one["metadata"]["name"] == "films-footage" and one["kind"] == "NetworkPolicy"
    )
    validate(policy, "1.33", strict=True)
    ports = {port["port"] for rule in policy["spec"]["egress"] for port in rule["ports"]}
    assert ports == {53, 443, 5432, 6432, 9000, 4318}


@pytest.mark.parametrize(
    "releases",
    [
        (f"{'f' * 45}-staging", f"{'f' * 45}-live"),
        (f"acme-footage-{'f' * 30}-eu", f"acme-footage-{'f' * 30}-us"),
        ("acme.films", "acme-films"),
        ("acme.films", "acme-films-footage"),
    ],
)
def test_two_releases_have_no_name_in_common(releases: tuple[str, str]) -> None:
    one, other = ({(it["kind"], it["metadata"]["name"]) for it in _documents(ALL, release)} for release in releases)
    assert one
    assert not one & other


def test_the_gpus_of_a_ray_cluster_are_not_asked_of_the_pod(rendered: dict[str, list[dict[str, Any]]]) -> None:
    found = {(one["kind"], one["metadata"]["name"]): one for one in rendered["ray"]}
    (worker,) = found["Deployment", "films-footage-gpu"]["spec"]["template"]["spec"]["containers"]
    assert worker["args"] == ["worker", "--queue", "local-gpu", "--ray", "ray://head:10001"]
    assert "nvidia.com/gpu" not in worker["resources"]["limits"]
    assert ("PersistentVolumeClaim", "films-footage-models") not in found


def test_the_queries_that_scale_workers_are_answered_by_the_database(
    rendered: dict[str, list[dict[str, Any]]], database: Any
) -> None:
    from sqlalchemy import text

    queries = [
        trigger["metadata"]["query"]
        for one in rendered["all"]
        if one["kind"] == "ScaledObject"
        for trigger in one["spec"]["triggers"]
    ]
    with database.read() as session:
        assert [session.scalar(text(query)) for query in queries] == [0] * len(queries)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "publicUrl"),
        ({"publicUrl": "films.example.com"}, "publicUrl"),
        ({**LEAST, "replicaCount": 3}, "replicaCount"),
        ({**LEAST, "serve": {"auth": "none"}}, "auth"),
        ({**LEAST, "workers": {"serve": WORKER}}, "serve"),
        ({**LEAST, "workers": {"Big_One": WORKER}}, "Big_One"),
        ({**LEAST, "workers": {"big": {**WORKER, "scaling": {"enabled": True}}}}, "max"),
        ({**LEAST, "workers": {"big": {"queue": "local-gpu", "replicas": 1, "atOnce": 1, "scaling": {}}}}, "queue"),
        ({**LEAST, "storage": {"url": "/films"}}, "url"),
        ({**LEAST, "home": {"files": {"../x": ""}}}, "propertyName"),
        ({**LEAST, "gpu": {"scaling": {"min": 0}}}, "min"),
        ({**LEAST, "settings": {"FOOTAGE_STORAGE": "s3://films"}}, "FOOTAGE_STORAGE"),
        ({**LEAST, "settings": {"FOOTAGE_DATABASE_URL": "postgresql://footage:secret@db/footage"}}, "DATABASE_URL"),
    ],
)
def test_values_that_mean_nothing_are_refused(values: Mapping[str, Any], words: str) -> None:
    helm = pytest.importorskip("helm_python", reason="helm-python-sdk is not here")
    with helm.Chart.load(DEPLOY / "chart") as chart, pytest.raises(helm.HelmError, match=words):
        chart.validate_schema(values)


def test_the_chart_has_no_faults() -> None:
    helm = pytest.importorskip("helm_python", reason="helm-python-sdk is not here")
    report = helm.lint(DEPLOY / "chart", dict(ALL), strict=True)
    assert [one for one in report["messages"] if one["severity"] > 1] == []
    assert report["errors"] == []


def test_the_dockerfile_has_no_faults() -> None:
    done = subprocess.run([_program("hadolint"), str(DEPLOY / "Dockerfile")], capture_output=True, text=True)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_compose_is_understood(tmp_path: Path) -> None:
    program = _program("docker-compose")
    typed = [program, "-f", str(DEPLOY / "compose.yaml"), "--profile", "*", "config", "--format", "json"]
    done = subprocess.run(typed, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    services = json.loads(done.stdout)["services"]
    assert set(services) == {"db", "migrate", "serve", "proxy", "worker", "command", "vendors"}
    for name, one in services.items():
        if name == "db":
            continue
        assert (one["read_only"], one["cap_drop"]) == (True, ["ALL"]), name
        assert one["security_opt"] == ["no-new-privileges:true"]
        assert not {key for key in one.get("environment", {}) if key.endswith(("_URL", "_KEY", "_SECRET"))} - {
            "FOOTAGE_PUBLIC_URL"
        }
    assert services["serve"]["deploy"]["replicas"] == 2
    assert services["worker"]["stop_grace_period"] == "1m0s"


def test_the_emulated_vendors_are_where_compose_says(tmp_path: Path) -> None:
    told: dict[str, str] = {}
    for n, emulator in enumerate(all_emulators(tmp_path)):
        emulator.base_url = f"http://127.0.0.1:{EMULATED_FROM + n}"
        told |= emulator.environment()
    lines = (DEPLOY / "emulated.env").read_text().splitlines()
    written = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert written.items() <= told.items()


def test_every_setting_that_is_named_is_one(tmp_path: Path) -> None:
    """In the files and in their guide; those of Compose's own file are for it alone."""
    files = [
        one
        for one in DEPLOY.rglob("*")
        if one.is_file() and one.suffix in {"", ".yaml", ".tpl", ".conf", ".env", ".service"}
    ]
    texts = [one.read_text() for one in (*files, ROOT / "docs" / "guides" / "deploying.md")]
    named = {name for text in texts for name in re.findall(r"\bFOOTAGE_[A-Z_]+[A-Z]\b", text)}
    of_compose = {"FOOTAGE_IMAGE", "FOOTAGE_PORT", "FOOTAGE_EMULATED"}
    assert len(named) > 10
    assert misspelt(dict.fromkeys(named - of_compose, "x"), []) == []


def test_the_balancer_understands_its_file() -> None:
    program = haproxy()
    if program is None:
        pytest.skip("haproxy is not here")
    done = subprocess.run([program, "-c", "-q", "-f", str(DEPLOY / "haproxy.cfg")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The units as they are installed, with a program that is here in the place of ours."""
    folder = tmp_path_factory.mktemp("units")
    drop_ins = folder / "footage-.service.d"
    drop_ins.mkdir()
    for file in (DEPLOY / "systemd").iterdir():
        place = drop_ins if file.suffix == ".conf" else folder
        (place / file.name).write_text(file.read_text().replace("/opt/footage/bin/footage", "/bin/true"))
    return folder


@pytest.mark.parametrize("name", ["footage-migrate.service", "footage-serve.service", "footage-worker@cpu.service"])
def test_units_are_understood_and_hardened(units: Path, name: str) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd is not here")
    own = {"SYSTEMD_UNIT_PATH": f"{units}:/lib/systemd/system", "PATH": "/usr/bin:/bin"}
    verified = subprocess.run([program, "verify", name], capture_output=True, text=True, env=own)
    assert (verified.returncode, verified.stderr) == (0, "")
    typed = [program, "security", "--offline=true", "--threshold=20", name]
    judged = subprocess.run(typed, capture_output=True, text=True, env=own)
    assert judged.returncode == 0, judged.stdout[-600:]
