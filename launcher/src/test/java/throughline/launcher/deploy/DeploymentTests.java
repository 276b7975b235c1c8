package throughline.launcher.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import throughline.launcher.door.PathTable;
import throughline.launcher.door.Service;
import tools.jackson.databind.json.JsonMapper;

/** No Docker engine is needed to find a name, a port or a path that does not agree with the code. */
class DeploymentTests {

    @ParameterizedTest
    @EnumSource(Service.class)
    void everyServiceIsBuiltFromItsModule(Service service) {
        var build = Deployment.map(Deployment.composeService(service.id()).get("build"));

        assertThat(build).containsEntry("dockerfile", "deploy/Dockerfile").containsEntry("context", ".");
        assertThat(Deployment.map(build.get("args"))).containsEntry("MODULE", service.id() + "-service");
        assertThat(Deployment.exists(service.id() + "-service/pom.xml")).isTrue();
        assertThat(Deployment.text("deploy/Dockerfile")).contains(service.id() + "-service");
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void everyVariableIsOneThatTheCodeReads(Service service) {
        var known = new HashSet<>(Deployment.variablesOfTheHelpText());
        known.addAll(Deployment.variablesOfTheDefaults());

        assertThat(known).containsAll(Deployment.environmentOf(service.id()).keySet());
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void addressesAreThoseOfTheOtherContainers(Service service) {
        var environment = Deployment.environmentOf(service.id());
        var mongodb = Deployment.composeService("mongodb");
        var kafka = Deployment.environmentOf("kafka");

        assertThat(environment.get("MONGODB_URI"))
                .isEqualTo("mongodb://mongodb:27017/" + service.id() + "?replicaSet=rs0");
        assertThat(String.valueOf(mongodb.get("command"))).contains("--replSet, rs0");
        assertThat(String.valueOf(mongodb.get("healthcheck"))).contains("_id: 'rs0'", "mongodb:27017");
        assertThat(kafka.get("KAFKA_ADVERTISED_LISTENERS"))
                .isEqualTo("PLAINTEXT://" + environment.get("KAFKA_BOOTSTRAP_SERVERS"));
        assertThat(kafka.get("KAFKA_AUTO_CREATE_TOPICS_ENABLE")).isEqualTo("false");
        for (var peer : Service.values()) {
            assertThat(environment.get("THROUGHLINE_SERVICES_" + peer.name()))
                    .isEqualTo("http://" + peer.id() + ":" + port());
        }
    }

    @Test
    void jvmIsSetAsTheLauncherSetsIt() {
        var flags = Deployment.all(
                Pattern.compile("\"(-X[^\"]+)\""),
                Deployment.text("launcher/src/main/java/throughline/launcher/Application.java"));

        assertThat(flags).hasSizeGreaterThan(4);
        assertThat(Deployment.text("deploy/Dockerfile"))
                .contains(flags.stream().map(flag -> '"' + flag + '"').toList());
    }

    @Test
    void mailGoesToMailpitUnlessARelayIsNamed() {
        assertThat(Deployment.environmentOf("notification"))
                .containsEntry("SMTP_HOST", "mailpit")
                .containsEntry("SMTP_PORT", "1025")
                .containsEntry("SMTP_TLS", "none");
        assertThat(Deployment.composeService("mailpit")).isNotNull();
    }

    @Test
    void proxyHasThePathTableOfTheFrontDoor() {
        var expected = new TreeMap<String, String>();
        PathTable.all().forEach((prefix, owner) -> expected.put(prefix, owner.id() + ":" + port()));

        assertThat(Deployment.caddyTable()).isEqualTo(expected);
    }

    @Test
    void longerPrefixesComeFirstInTheProxy() {
        var caddyfile = Deployment.text("deploy/Caddyfile");

        for (var specific : List.of("@staff-booking", "@staff-content", "@staff-notification")) {
            assertThat(caddyfile.indexOf("reverse_proxy " + specific))
                    .isPositive()
                    .isLessThan(caddyfile.indexOf("reverse_proxy @dashboard"));
        }
        assertThat(caddyfile.lastIndexOf("reverse_proxy")).isEqualTo(caddyfile.indexOf("reverse_proxy @content"));
    }

    @Test
    void proxyIsTheOneTrustedAddress() {
        var network =
                Deployment.map(Deployment.map(Deployment.composeService("proxy").get("networks"))
                        .get("throughline"));

        assertThat(Deployment.environmentOf("booking").get("TRUSTED_PROXIES")).isEqualTo(network.get("ipv4_address"));
    }

    @Test
    void brokerIsOfTheVersionTheCodeIsBuiltWith() {
        var version = Deployment.all(Pattern.compile("<kafka\\.version>([^<]+)<"), Deployment.text("pom.xml"));

        assertThat(version)
                .containsExactly(
                        String.valueOf(Deployment.composeService("kafka").get("image"))
                                .replace("apache/kafka:", ""));
    }

    @Test
    void testsInContainersUseTheSameImages() {
        var containers = Deployment.text("testing/src/main/java/throughline/testing/ContainerServers.java");

        for (var name : List.of("mongodb", "kafka", "mailpit")) {
            assertThat(containers)
                    .contains("\"" + Deployment.composeService(name).get("image") + "\"");
        }
    }

    @Test
    void prometheusAsksEveryServiceWhereItsMetricsAre() {
        var scrape = Deployment.text("deploy/prometheus.yml");

        for (var service : Service.values()) {
            assertThat(scrape).contains("\"" + service.id() + ":" + port() + "\"");
        }
        assertThat(scrape).contains("metrics_path: /metrics");
        assertThat(Deployment.text("web/src/main/resources/META-INF/throughline/web.yml"))
                .contains("prometheus: metrics", "base-path: /\n");
    }

    @Test
    void dashboardShowsOnlyMetricsThatExist() {
        var dashboard = Deployment.text("deploy/grafana/dashboards/throughline.json");
        var ours =
                Deployment.all(Pattern.compile("\\b(throughline_[a-z_]+?)(?:_total|_seconds[a-z_]*)?\\["), dashboard);

        assertThat(new JsonMapper().readTree(dashboard).get("panels")).hasSizeGreaterThan(5);
        assertThat(ours).hasSizeGreaterThan(3);
        assertThat(Deployment.meters()).containsAll(ours);
        assertThat(dashboard).contains("\"uid\": \"prometheus\"");
        assertThat(Deployment.text("deploy/grafana/provisioning/datasources/prometheus.yml"))
                .contains("uid: prometheus", "http://prometheus:9090");
    }

    @Test
    void everyMountedFileIsInTheRepository() {
        var mounts = Deployment.all(Pattern.compile("[\"\\s](\\./[^:\"]+):"), Deployment.text("docker-compose.yml"));

        assertThat(mounts).hasSizeGreaterThan(3).allMatch(Deployment::exists);
    }

    @Test
    void everyKeyWithoutADefaultIsExplained() {
        var required = Deployment.all(Pattern.compile("\\$\\{([A-Z_]+):\\?"), Deployment.text("docker-compose.yml"));
        var all = Deployment.all(Pattern.compile("\\$\\{([A-Z_]+)"), Deployment.text("docker-compose.yml"));

        assertThat(required).hasSize(3);
        assertThat(Deployment.all(Pattern.compile("(?m)^#? ?([A-Z_]{5,})="), Deployment.text("deploy/example.env")))
                .isEqualTo(all);
    }

    private static String port() {
        return Deployment.all(Pattern.compile("EXPOSE (\\d+)"), Deployment.text("deploy/Dockerfile"))
                .iterator()
                .next();
    }
}
