# SPDX-License-Identifier: MIT
# Sourced: a Slurm of two nodes, n1 and n2, on this machine, in a folder of its own: munged, slurmctld and two slurmd, ended by
# end_cluster. Needs root, and the packages of tools/setup cluster.

# cluster_is_there: 0, or 77 with what is missing in words.
cluster_is_there() {
  local program
  for program in munged slurmctld slurmd sbatch; do
    PATH=$PATH:/usr/sbin command -v "$program" >/dev/null || { echo "$program is not installed (tools/setup cluster), so this part is skipped."; return 77; }
  done
  [ "$(id -u)" = 0 ] || { echo "Two nodes on one machine need root, so this part is skipped."; return 77; }
  id munge >/dev/null 2>&1 || { echo "There is no user munge, so this part is skipped."; return 77; }
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# begin_cluster FOLDER CPUS: both nodes have so many CPUs.
begin_cluster() {
  cluster=$1
  local cpus=$2 host
  host=$(hostname -s)
  export PATH=$PATH:/usr/sbin SLURM_CONF=$cluster/slurm.conf
  mkdir -p "$cluster"/{munge,state,spool,log}
  chmod 755 "$cluster"
  dd if=/dev/urandom of="$cluster/munge/key" bs=128 count=1 status=none
  chmod 400 "$cluster/munge/key"
  chown -R munge: "$cluster/munge"
  chmod 755 "$cluster/munge"
  runuser -u munge -- munged --foreground --force --key-file="$cluster/munge/key" --socket="$cluster/munge/socket" \
    --pid-file="$cluster/munge/pid" --log-file="$cluster/munge/log" --seed-file="$cluster/munge/seed" >"$cluster/log/munged" 2>&1 &
  daemons=$!
  cat >"$cluster/slurm.conf" <<TEXT
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$(free_port)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$cluster/munge/socket
CredType=cred/munge
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
StateSaveLocation=$cluster/state
SlurmdSpoolDir=$cluster/spool/%n
SlurmctldPidFile=$cluster/slurmctld.pid
SlurmdPidFile=$cluster/slurmd-%n.pid
SlurmctldLogFile=$cluster/log/slurmctld
SlurmdLogFile=$cluster/log/slurmd-%n
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=1,batch_sched_delay=0,sched_min_interval=100000
MinJobAge=600
KillWait=5
ReturnToService=2
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=$(free_port) CPUs=$cpus State=UNKNOWN
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=$(free_port) CPUs=$cpus State=UNKNOWN
PartitionName=all Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP OverSubscribe=NO
TEXT
  for _ in $(seq 50); do [ -S "$cluster/munge/socket" ] && break; sleep 0.1; done
  slurmctld -D -i >"$cluster/log/ctld.out" 2>&1 & daemons="$daemons $!"
  local node
  for node in n1 n2; do
    slurmd -D -N "$node" >"$cluster/log/$node.out" 2>&1 & daemons="$daemons $!"
  done
  for _ in $(seq 150); do
    [ "$(sinfo -h -o %T 2>/dev/null)" = idle ] && [ "$(sinfo -h -o %D)" = 2 ] && return 0
    sleep 0.2
  done
  echo "The two nodes did not come up:"; sinfo || true
  tail -n 5 "$cluster"/log/* || true
  return 1
}

end_cluster() {
  scancel --full -u root 2>/dev/null
  scontrol shutdown >/dev/null 2>&1
  sleep 0.5
  # shellcheck disable=SC2086
  kill $daemons 2>/dev/null
  wait $daemons 2>/dev/null
  [ ! -f "$cluster/munge/pid" ] || kill "$(cat "$cluster/munge/pid")" 2>/dev/null
  return 0
}

# job_state JOB: as scontrol says it.
job_state() { scontrol -o show job "$1" 2>/dev/null | sed -n 's/.* JobState=\([A-Z]*\) .*/\1/p' | sort -u | tr '\n' ' '; }
# job_done JOB SECONDS: waits until it is over.
job_done() {
  for _ in $(seq $(($2 * 5))); do
    case "$(job_state "$1")" in *PENDING* | *RUNNING* | *COMPLETING* | *SUSPENDED*) sleep 0.2 ;; *) return 0 ;; esac
  done
  return 1
}
# at_once JOB: a job that was queued again would wait two minutes. Within the first two seconds a node refuses it ("Job credential
# revoked"), because it tells its turns apart by whole seconds; so it begins after four. Called again, it changes nothing.
at_once() {
  local start
  start=$(scontrol -o show job "$1" 2>/dev/null | sed -n 's/.*JobState=PENDING .* StartTime=\([-0-9T:]*\) .*/\1/p' | head -1)
  [ -n "$start" ] || return 0
  (($(date -d "$start" +%s) < $(date +%s) + 30)) || scontrol update "JobId=$1" StartTime=now+4 2>/dev/null
}
