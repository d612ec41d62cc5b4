#!/bin/sh
# Builds the image as a registry would, on a Debian machine without one (root; buildah, mmdebstrap, bubblewrap), runs it
# as user 10001 with a read-only root, has it make a film, and removes everything again.
#
#   deploy/build_image.sh             what `make image` runs
#   KEEP=footage.tar deploy/build_image.sh     keeps the image as an archive
set -eu
cd "$(dirname "$0")/.."
TAG=localhost/footage:check
BASE=localhost/footage-base:bookworm
EXTRAS=${EXTRAS:-a2a,credentials,otel,postgres,s3,speech}
for program in buildah mmdebstrap bwrap; do
    command -v "$program" >/dev/null || { echo "$program is not here: apt-get install buildah mmdebstrap bubblewrap"; exit 2; }
done
work=$(mktemp -d /var/tmp/footage-image-XXXXXX)
# A store of its own, so that nothing is left in the machine's.
export CONTAINERS_STORAGE_CONF="$work/storage.conf" BUILDAH_ISOLATION=chroot
printf '[storage]\ndriver = "vfs"\ngraphroot = "%s/store"\nrunroot = "%s/run"\n' "$work" "$work" >"$CONTAINERS_STORAGE_CONF"
server=""
tidy() {
    [ -z "$server" ] || kill -9 "$server" 2>/dev/null || true
    buildah rm --all >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap tidy EXIT INT TERM

echo "base: Debian bookworm with Python"
mmdebstrap --quiet --variant=minbase --include=ca-certificates,python3-venv bookworm "$work/base.tar"
base=$(buildah from scratch)
buildah add --quiet "$base" "$work/base.tar" / >/dev/null
rm "$work/base.tar"
buildah commit --quiet "$base" "$BASE" >/dev/null
buildah rm "$base" >/dev/null

echo "image"
# The first stage fetches wheels the way this machine does: with its certificates, and its settings for pip.
{
    echo "[global]"
    for name in cert index-url extra-index-url find-links constraint; do
        value=$(python3 -m pip config get "global.$name" 2>/dev/null || printenv "PIP_$(echo "$name" | tr a-z- A-Z_)" || true)
        [ -z "$value" ] || echo "$name = $value"
    done
} >"$work/pip.conf"
set -- --volume "$work/pip.conf:/etc/pip.conf:ro"
for place in /etc/ssl/certs /etc/xdg/pip /opt/wheels; do
    [ ! -e "$place" ] || set -- "$@" --volume "$place:$place:ro"
done
buildah bud --quiet --format docker --pull-never --layers=false --file deploy/Dockerfile --build-arg "BASE=$BASE" \
    --build-arg "EXTRAS=$EXTRAS" --tag "$TAG" "$@" . >"$work/id"
buildah inspect --type image --format 'user {{.OCIv1.Config.User}}, entry {{.OCIv1.Config.Entrypoint}} {{.OCIv1.Config.Cmd}}' "$TAG"
made=$(buildah from --pull-never "$TAG")
root=$(buildah mount "$made")
echo "root: $(du -sm "$root" | cut -f1) MB"
[ -z "${KEEP:-}" ] || buildah push --quiet "$TAG" "oci-archive:$KEEP"

echo "run as 10001 with a read-only root"
mkdir "$work/data"
chown 10001:10001 "$work/data"
for place in "$work" "$work/store" "$work/store/vfs" "$work/store/vfs/dir" "$root"; do chmod a+rx "$place"; done
in_image() {
    setpriv --reuid 10001 --regid 10001 --clear-groups bwrap --ro-bind "$root" / --proc /proc --dev /dev --tmpfs /tmp \
        --bind "$work/data" /data --unshare-user --unshare-pid --uid 10001 --gid 10001 --chdir /data --die-with-parent \
        --clearenv --setenv PATH /opt/footage/bin:/usr/bin:/bin --setenv FOOTAGE_HOME /data --setenv HF_HOME /models "$@"
}
in_image id
in_image sh -c 'touch /opt/footage/x 2>/dev/null && echo "the root can be written to" && exit 1 || echo "the root is read-only"'
in_image footage --version
in_image footage serve --port 18765 >"$work/log" 2>&1 &
server=$!
tries=0
until in_image python -c "import urllib.request as u; print('readyz', u.urlopen('http://127.0.0.1:18765/readyz').status)" 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 60 ] || { cat "$work/log"; exit 1; }
    sleep 1
done
in_image footage generate "a lighthouse at night" --duration-s 2 --resolution 480p --json >"$work/film.json"
in_image python -c "import json, sys; job = json.load(sys.stdin); print(job['status'], job['video']['path'], job['video']['duration_s'], 's'); sys.exit(job['status'] != 'completed')" <"$work/film.json"
in_image footage doctor
# The innermost process is Footage: above it are this shell's own copy and bwrap, which signals do not pass.
inner=$server
while child=$(pgrep --parent "$inner"); do inner=$child; done
kill -TERM "$inner"
wait "$server" && echo "ended in order"
server=""
