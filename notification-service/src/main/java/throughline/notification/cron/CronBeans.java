package throughline.notification.cron;

import java.time.Duration;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Quartz looks every few seconds, in each instance. */
@Configuration(proxyBeanMethods = false)
class CronBeans {

    private static final String CRON = "notification-cron";
    private static final Duration LOOK = Duration.ofSeconds(5);

    @Bean
    JobDetail notificationCronJob() {
        return JobBuilder.newJob(CronLook.class)
                .withIdentity(CRON)
                .storeDurably()
                .build();
    }

    @Bean
    Trigger notificationCronTrigger(JobDetail notificationCronJob) {
        return TriggerBuilder.newTrigger()
                .forJob(notificationCronJob)
                .withIdentity(CRON)
                .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                        .withIntervalInMilliseconds(LOOK.toMillis())
                        .repeatForever()
                        .withMisfireHandlingInstructionNextWithRemainingCount())
                .build();
    }
}
