package throughline.notification.timer;

import java.util.Properties;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.springframework.boot.quartz.autoconfigure.SchedulerFactoryBeanCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Quartz with its store in memory: what must survive lies in the enrollments. */
@Configuration(proxyBeanMethods = false)
class TimerBeans {

    private static final String TICK = "notification-tick";

    @Bean
    SchedulerFactoryBeanCustomizer notificationScheduler() {
        Properties properties = new Properties();
        properties.put("org.quartz.threadPool.threadCount", "2");
        properties.put("org.quartz.scheduler.skipUpdateCheck", "true");
        return scheduler -> scheduler.setQuartzProperties(properties);
    }

    @Bean
    JobDetail notificationTickJob() {
        return JobBuilder.newJob(TickJob.class)
                .withIdentity(TICK)
                .storeDurably()
                .build();
    }

    @Bean
    Trigger notificationTickTrigger(JobDetail notificationTickJob, TimerSettings settings) {
        return TriggerBuilder.newTrigger()
                .forJob(notificationTickJob)
                .withIdentity(TICK)
                .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                        .withIntervalInMilliseconds(settings.tick().toMillis())
                        .repeatForever()
                        .withMisfireHandlingInstructionNextWithRemainingCount())
                .build();
    }
}
