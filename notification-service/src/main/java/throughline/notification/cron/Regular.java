package throughline.notification.cron;

/** Something that is done again and again without nominal times of its own, and is shown beside the jobs. */
public interface Regular {

    /** How it stands in this process. */
    CronApi.Shown shown();
}
