#!/bin/sh
# The first working day, by curl alone: a scientist registers a sample, runs an experiment on it, uploads an
# instrument file, finds its peaks and stores them; an auditor reads the trail; another organisation sees nothing.
#
#   sh app/demo/tour.sh [address] [file]
#
# address: http://127.0.0.1:8001 when left out. file: any spectrum the server can read (JCAMP-DX, CSV, …); a small
# Raman spectrum of silicon is made when left out.
set -eu
base=${1:-http://127.0.0.1:8001}
file=${2:-}
password=${SPECTRA_DEMO_PASSWORD:-spectra-demo-2026}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -z "$file" ]; then
  file=$work/si.csv
  awk 'BEGIN { print "raman shift (cm-1),counts"
    for (i = 0; i <= 400; i++) { x = 440 + i * 0.4; u = 2 * (x - 520.7) / 4.2; printf "%.1f,%.1f\n", x, 120 + 9000 / (1 + u * u) + (i * 7919 % 13) } }' > "$file"
fi

say() { printf '\n== %s\n' "$*"; }
# first NAME: the first "NAME":"value" of a JSON document, enough for ids and tokens.
first() { tr ',{' '\n\n' | sed -n 's/^"'"$1"'":"\([^"]*\)".*/\1/p' | head -n 1; }
# call TOKEN METHOD PATH [curl arguments]: prints the answer; a status of 400 and above ends the tour.
call() {
  token=$1 method=$2 path=$3
  shift 3
  status=$(curl -sS -o "$work/answer" -w '%{http_code}' -X "$method" -H "Authorization: Bearer $token" "$@" "$base$path")
  if [ "$status" -ge 400 ]; then
    echo "$method $path: $status" >&2
    cat "$work/answer" >&2
    exit 1
  fi
  cat "$work/answer"
}
json() { call "$1" "$2" "$3" -H 'Content-Type: application/json' -d "$4"; }
login() {
  curl -sS -H 'Content-Type: application/json' -d "{\"email\":\"$1\",\"password\":\"$password\"}" "$base/auth/login" | first access_token
}

say 'The scientist signs in'
scientist=$(login scientist@demo.lab)
[ -n "$scientist" ] || { echo 'no token: is the demo data in (spectra serve --demo)?' >&2; exit 1; }
echo "access token of ${#scientist} characters"

say 'registers a wafer'
sample=$(json "$scientist" POST /samples '{"name":"Si (100) reference, tour","sample_type":"wafer","lot":"TOUR","quantity":{"value":"1.10","unit":"cm2"},"metadata":{"diameter":{"value":"150","unit":"mm","type":"quantity"},"orientation":"100","thickness":{"value":"525","unit":"um","type":"quantity"}}}')
sample_id=$(echo "$sample" | first id)
echo "sample $(echo "$sample" | first code)"

say 'opens an experiment and starts it'
experiment=$(json "$scientist" POST /experiments "{\"title\":\"Raman of the reference wafer\",\"method\":\"raman\",\"sample_ids\":[\"$sample_id\"],\"parameters\":[{\"name\":\"laser\",\"value\":\"532\",\"unit\":\"nm\",\"type\":\"quantity\"}]}")
experiment_id=$(echo "$experiment" | first id)
json "$scientist" POST "/experiments/$experiment_id/transition" '{"to":"running"}' > "$work/running"
echo "experiment $(first code < "$work/running") is $(first status < "$work/running")"

say 'uploads the instrument file'
upload=$(call "$scientist" POST /files -F "file=@$file" -F "sample_id=$sample_id" -F "experiment_id=$experiment_id")
trace_id=$(echo "$upload" | sed 's/.*"traces":\[//' | first id)
file_id=$(echo "$upload" | first id)
echo "read by $(echo "$upload" | first parser), SHA-256 $(echo "$upload" | first sha256)"
[ -n "$trace_id" ] || { echo 'the file has no trace' >&2; exit 1; }

say 'and the bytes come back unchanged'
call "$scientist" GET "/files/$file_id/content" > "$work/back"
cmp "$file" "$work/back" && echo identical

say 'finds the peaks and stores them as a result'
result=$(json "$scientist" POST /analyses "{\"method\":\"peaks.find\",\"inputs\":{\"trace_id\":\"$trace_id\"},\"parameters\":{\"max_peaks\":3},\"experiment_id\":\"$experiment_id\"}")
result_id=$(echo "$result" | first id)
echo "$result" | tr '{' '\n' | sed -n 's/.*"name":"\(peak[0-9]*\.[a-z]*\)","value":"\([^"]*\)","unit":"\([^"]*\)".*/\1 = \2 \3/p'

say 'from raw file to number'
call "$scientist" GET "/lineage/result/$result_id?up=3&down=0"
echo

say 'a name was wrong: the change says why'
call "$scientist" PATCH "/samples/$sample_id" -H 'Content-Type: application/json' -H 'If-Match: "1"' -H 'X-Change-Reason: orientation was missing' \
  -d '{"name":"Si (100) reference wafer, tour"}' > "$work/renamed"
echo "version $(tr ',{' '\n\n' < "$work/renamed" | sed -n 's/^"version"://p' | head -n 1)"

say 'the auditor reads who did what, when and why, with old and new values'
auditor=$(login auditor@demo.lab)
for record in "sample&record_id=$sample_id" "experiment&record_id=$experiment_id" "file&record_id=$file_id" "result&record_id=$result_id"; do
  call "$auditor" GET "/audit?record_type=$record&limit=200" | sed 's/{"seq":/\n&/g' |
    sed -n 's/^{"seq":\([0-9]*\),"occurred_at":"\([^"]*\)","actor":{[^}]*"name":"\([^"]*\)".*"action":"\([^"]*\)","operation":"\([^"]*\)","table":"\([^"]*\)".*/\1 \2 \3: \4 (\5 \6)/p'
done | sort -n
call "$auditor" GET "/audit?record_type=sample&record_id=$sample_id&action=sample.updated" | sed 's/.*"reason":\("[^"]*"\),"changes":\(\[[^]]*\]\).*/why: \1, what: \2/'

say 'another organisation sees nothing of it'
partner=$(login scientist@partner.lab)
for path in "/samples/$sample_id" "/experiments/$experiment_id" "/files/$file_id" "/traces/$trace_id" "/results/$result_id" "/lineage/result/$result_id"; do
  status=$(curl -sS -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $partner" "$base$path")
  echo "$status $(echo "$path" | sed 's/[0-9a-f-]\{36\}/{id}/')"
  [ "$status" = 404 ] || { echo 'expected 404' >&2; exit 1; }
done
say 'done'
