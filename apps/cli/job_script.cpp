// SPDX-License-Identifier: MIT
#include "job_script.h"

#include <fmt/format.h>

#include <algorithm>

namespace partials {
namespace {

// Signals wake `wait`, so it is called until the program has ended. A job that was stopped (130) or lost a
// rank (more) is queued again, and continues from its checkpoint; other errors would only repeat.
constexpr const char* kEnding = R"(
program=$!
trap 'kill -USR1 "$program"' USR1
wait "$program"
code=$?
while kill -0 "$program" 2>/dev/null; do
  wait "$program"
  code=$?
done
if [ "$code" -ge 130 ] && [ "${SLURM_RESTART_COUNT:-0}" -lt 100 ]; then
  echo "Queued again; it continues from the last checkpoint."
  scontrol requeue "$job"
fi
exit "$code"
)";

bool is_plain(char c, const char* more) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string(more).find(c) != std::string::npos;
}

// sbatch reads a name up to a space, and its log's name has its own '%'.
std::string plain_name(std::string name) {
  for (char& c : name)
    if (!is_plain(c, "-_.")) c = '-';
  return name;
}

std::string header(const Job& j) {
  std::string typed;
  for (const std::string& word : j.command) typed += " " + in_quotes(word);
  std::replace(typed.begin(), typed.end(), '\n', ' ');  // the comment has one line
  const std::string name = plain_name(j.name);
  std::string s = "#!/bin/bash\n# Written by partials submit, for: partials" + typed + "\n";
  const auto line = [&](const std::string& option) { s += "#SBATCH " + option + "\n"; };
  line("--job-name=" + name);
  if (j.trains()) {
    line(fmt::format("--ntasks={}", j.tasks));
  } else {
    line("--ntasks=1");
    line(fmt::format("--array=0-{}", j.tasks - 1));
  }
  line(fmt::format("--cpus-per-task={}", j.cpus));
  line("--time=" + j.time);
  if (!j.partition.empty()) line("--partition=" + j.partition);
  if (!j.account.empty()) line("--account=" + j.account);
  line(fmt::format("--signal=B:USR1@{}", j.notice_s));
  line("--requeue");
  line("--open-mode=append");
  line("--output=" + name + (j.trains() ? "-%j.log" : "-%A-%a.log"));
  return s + "\nset -u\ncd " + in_quotes(j.folder) + " || exit 1\n";
}

}  // namespace

std::string in_quotes(const std::string& text) {
  const auto plain = [](char c) { return is_plain(c, "-_./=:,+@%"); };
  if (!text.empty() && std::all_of(text.begin(), text.end(), plain)) return text;
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string script_of(const Job& j) {
  std::string s = header(j), command;
  for (const std::string& word : j.command) command += " " + in_quotes(word);
  if (j.trains()) {
    s += "job=$SLURM_JOB_ID\n"
         "# On the disk that all nodes share; whatever is written there is written whole and renamed.\n"
         "export PARTIALS_RUNS=" +
         in_quotes(j.folder + "/partials-runs") + "\nmkdir -p \"$PARTIALS_RUNS\"\n" +
         "# mpirun learns from Slurm where its ranks run. --run continues the run of this job if there is "
         "one.\n" +
         "# If one is lost, the others have ten seconds to write a checkpoint.\n" +
         "mpirun -q -n \"$SLURM_NTASKS\" --bind-to none --mca odls_base_sigkill_timeout 10 \\\n" +
         "  -x PARTIALS_RUNS ${PARTIALS_ISA:+-x PARTIALS_ISA} \\\n  " + in_quotes(j.program) + command +
         " \\\n  --run \"job-$job\" --threads \"${SLURM_CPUS_PER_TASK:-1}\" &";
  } else {
    s += "job=${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID\n"
         "# All workers share the sweep's folder; a worker that is queued again takes up its own trials.\n" +
         in_quotes(j.program) + command +
         " \\\n  --worker \"task-$SLURM_ARRAY_TASK_ID\" --threads \"${SLURM_CPUS_PER_TASK:-1}\" &";
  }
  return s + kEnding;
}

}  // namespace partials
