package throughline.notification.cron;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** The job of Quartz: it looks. Nominal times are not its business, because a cron of Quartz may skip or repeat one at a change of clocks. */
@DisallowConcurrentExecution
class CronLook implements Job {

    private final CronClock clock;

    CronLook(CronClock clock) {
        this.clock = clock;
    }

    @Override
    public void execute(JobExecutionContext context) {
        clock.look();
    }
}
