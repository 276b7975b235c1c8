package throughline.notification.timer;

import org.quartz.Job;
import org.quartz.JobExecutionContext;
import throughline.notification.enrollment.DueBell;

/** The job of Quartz: it only rings. There is one trigger a process, never one for each run. */
class TickJob implements Job {

    private final DueBell bell;

    TickJob(DueBell bell) {
        this.bell = bell;
    }

    @Override
    public void execute(JobExecutionContext context) {
        bell.ring();
    }
}
