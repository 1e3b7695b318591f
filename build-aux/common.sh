# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What run, check, bench and install have in common: what must be there, and the build. Sourced, never run.

# Debian's own tools, and Debian's python under them, whatever else stands first in PATH.
export PATH="/usr/bin:/bin:$PATH"
cd "$(dirname "${BASH_SOURCE[0]}")/.."

die ()
{
  echo "autosell: $*" >&2
  exit 1
}

# To build and to start the program.
run_packages=(
  gcc libc6-dev meson ninja-build pkgconf gettext desktop-file-utils
  libglib2.0-dev libgtk-4-dev libadwaita-1-dev libjson-glib-dev libsqlite3-dev libxml2-dev libarchive-dev
  libpango1.0-dev libcairo2-dev libqrencode-dev
  libgdk-pixbuf-2.0-dev libjpeg62-turbo-dev liblcms2-dev nettle-dev libsoup-3.0-dev libsecret-1-dev glib-networking
  libgtk-4-bin adwaita-icon-theme librsvg2-common fonts-cantarell shared-mime-info dbus locales tzdata
)
# To test it, beside that.
check_packages=(
  appstream libxml2-utils groff-base xvfb at-spi2-core python3-gi xdotool openbox imagemagick
  poppler-utils zbar-tools gnome-keyring
)

# The name under which pkg-config knows a library, and the oldest version that will do: as in meson.build.
libraries=(
  'gtk4 4.8 GTK' 'libadwaita-1 1.2 libadwaita' 'glib-2.0 2.74 GLib' 'json-glib-1.0 1.6 JSON-GLib'
  'sqlite3 3.40 SQLite' 'libxml-2.0 2.9 libxml2' 'libarchive 3.6 libarchive'
  'pangocairo 1.50 Pango' 'cairo-pdf 1.16 cairo' 'libqrencode 4.1 libqrencode'
  'gdk-pixbuf-2.0 2.42 GdkPixbuf' 'libjpeg 2.1 libjpeg-turbo' 'lcms2 2.14 Little-CMS' 'nettle 3.8 Nettle'
  'libsoup-3.0 3.2 libsoup' 'libsecret-1 0.20 libsecret'
)

os_name ()
{
  ( . /etc/os-release 2>/dev/null && echo "${PRETTY_NAME:-$ID}" ) || uname -s
}

refuse_old_debian ()
{
  local id version
  id=$( ( . /etc/os-release 2>/dev/null && echo "${ID:-}" ) || true)
  version=$( ( . /etc/os-release 2>/dev/null && echo "${VERSION_ID:-}" ) || true)
  if [ "$id" = debian ] && [ -n "$version" ] && [ "${version%%.*}" -lt 12 ]; then
    die "Debian 12 or newer is needed, and this is $(os_name)."
  fi
}

# $@: packages. Prints those that dpkg does not have.
missing_packages ()
{
  local package
  for package in "$@"; do
    # One line for each architecture that has it.
    dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || echo "$package"
  done
}

install_packages ()
{
  local log become=() reason
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120)
  local packages="${*}"

  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null ||
      die "There is no sudo here; as root, install what is missing and try again: apt-get install --no-install-recommends $packages"
    if [ -t 0 ]; then become=(sudo); else become=(sudo -n); fi
    "${become[@]}" true ||
      die "sudo was refused; have somebody who may install what is missing: apt-get install --no-install-recommends $packages"
  fi

  echo "Installing: $packages"
  log=$(mktemp)
  # One broken source of several must not stop what the others have.
  "${become[@]}" "${apt[@]}" update >"$log" 2>&1 </dev/null || true
  if ! "${become[@]}" "${apt[@]}" install -y --no-install-recommends "$@" >>"$log" 2>&1 </dev/null; then
    reason=$(grep '^E: ' "$log" | head -n 1 | cut -c 4-)
    die "The missing packages ($packages) could not be installed: ${reason:-see $log} (the whole answer is in $log)"
  fi
  rm -f "$log"
}

# $@: packages. What is missing is installed; on a system without dpkg the libraries themselves are looked for.
need ()
{
  local missing=() library name version label absent=()

  refuse_old_debian
  if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
  else
    for name in cc meson ninja pkg-config msgfmt; do
      command -v $name >/dev/null || absent+=("$name")
    done
    if command -v pkg-config >/dev/null; then
      for library in "${libraries[@]}"; do
        read -r name version label <<<"$library"
        pkg-config --exists "$name" || absent+=("$label")
      done
    fi
    [ ${#absent[@]} -eq 0 ] ||
      die "On $(os_name) packages cannot be installed from here (Debian 12 or newer is where they can), and missing are: ${absent[*]}"
  fi

  for library in "${libraries[@]}"; do
    read -r name version label <<<"$library"
    pkg-config --atleast-version="$version" "$name" ||
      die "$label $version or newer is needed, and $(os_name) has $(pkg-config --modversion "$name" 2>/dev/null || echo none)."
  done
}

# $1: folder, the rest: options of meson setup. Configures once; ninja does it again where that is needed.
configure ()
{
  local dir=$1 log
  shift
  [ ! -e "$dir/build.ninja" ] || return 0
  log=$(mktemp)
  if ! meson setup "$dir" "$@" >"$log" 2>&1; then
    cat "$log" >&2
    die "The build could not be configured, see above."
  fi
  rm -f "$log"
}

# $1: folder, the rest: targets. On a terminal ninja tells how far it is; else only what the compiler has to say is shown.
build ()
{
  local dir=$1 log
  shift
  if [ -t 1 ]; then
    ninja -C "$dir" "$@" || die "The build failed, see above."
    return
  fi
  log=$(mktemp)
  if ! ninja -C "$dir" "$@" >"$log" 2>&1; then
    grep -vE '^(\[[0-9]+/[0-9]+\] |ninja: (Entering|no work))' "$log" >&2 || true
    rm -f "$log"
    die "The build failed, see above."
  fi
  grep -A 6 'warning: ' "$log" || true
  rm -f "$log"
}
