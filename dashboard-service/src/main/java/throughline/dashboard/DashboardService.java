package throughline.dashboard;

import throughline.service.ThroughlineService;

/** The entry of dashboard-service. */
@ThroughlineService
public class DashboardService {}
