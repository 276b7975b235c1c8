# Reads "+ PID" and "- PID" until the supervisor closes the pipe, in whatever way it ends; then ends those that are left.
# A process is ended only while its command line still contains the home's path.
home=$1
pids=()
while read -r sign pid; do
  if [[ $sign == + ]]; then pids+=("$pid"); else
    rest=(); for p in "${pids[@]}"; do [[ $p == "$pid" ]] || rest+=("$p"); done; pids=("${rest[@]}")
  fi
done
ours() {
  if [[ -r /proc/$1/cmdline ]]; then tr '\0' ' ' < "/proc/$1/cmdline"; else ps -o command= -p "$1"; fi 2>/dev/null | grep -qF -- "$home"
}
signal() { local left=1; for p in "${pids[@]}"; do ours "$p" && kill "$1" "$p" 2>/dev/null && left=0; done; return $left; }
signal -TERM || exit 0
for _ in {1..40}; do signal -0 || exit 0; sleep 0.2; done
signal -KILL
