package dev.muster.web.api;

import dev.muster.catalog.CatalogStore;
import dev.muster.embedded.Engine;
import dev.muster.embedded.ReplayRuns;
import dev.muster.health.AlertRuns;
import dev.muster.health.Checkup;
import dev.muster.intake.Intake;
import dev.muster.mailing.MailingRuns;
import dev.muster.pageload.PageLoads;
import dev.muster.preset.Presets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// What answers each operation of the contract.
///
/// @param engine what is managed
/// @param pageLoads says in which live segments a user is
/// @param intake takes what is taken once more, and shows what comes
/// @param clock what time it is
/// @param streams the streams of events that are open
/// @param attempts to sign in
/// @param singleSignOn at an identity provider
/// @param reports runs saved reports
/// @param mailings sends them
/// @param alerts tells people how integrations are
/// @param replays sends refused deliveries again
record Resources(
    Engine engine,
    PageLoads pageLoads,
    Intake intake,
    InstantSource clock,
    Streams streams,
    Attempts attempts,
    SingleSignOn singleSignOn,
    ReportRuns reports,
    MailingRuns mailings,
    AlertRuns alerts,
    Checkup checkup,
    ReplayRuns replays) {

  /// By the contract's `operationId`.
  Map<String, Function<Request, Answer>> byOperation() {
    Map<String, Function<Request, Answer>> all = new HashMap<>();
    account(all, engine.catalog());
    pages(all, engine.catalog());
    sources(all, engine.catalog());
    segments(all, engine.catalog());
    webhooks(all, engine.catalog());
    users(all);
    signingIn(all, engine.catalog());
    insights(all);
    reporting(all, engine.catalog());
    reports.use(all);
    return all;
  }

  private void account(Map<String, Function<Request, Answer>> all, CatalogStore catalog) {
    SystemsResource systems = new SystemsResource(catalog);
    all.put("listSystems", systems::list);
    all.put("createSystem", systems::create);
    all.put("getSystem", systems::read);
    all.put("changeSystem", systems::change);
    all.put("deleteSystem", systems::delete);
    all.put("listLimits", new LimitsResource(catalog)::list);
    EnvironmentsResource environments = new EnvironmentsResource(catalog, engine.secrets());
    all.put("listEnvironments", environments::list);
    all.put("createEnvironment", environments::create);
    all.put("getEnvironment", environments::read);
    all.put("changeEnvironment", environments::change);
    all.put("deleteEnvironment", environments::delete);
    all.put("rotateClientKey", environments::rotateClientKey);
    all.put("retirePreviousKey", environments::retirePreviousKey);
    all.put("createVerificationSecret", environments::addSecret);
    all.put("deleteVerificationSecret", environments::removeSecret);
    TokensResource tokens = new TokensResource(catalog);
    all.put("listTokens", tokens::list);
    all.put("createToken", tokens::create);
    all.put("deleteToken", tokens::revoke);
  }

  private void pages(Map<String, Function<Request, Answer>> all, CatalogStore catalog) {
    PageSettingsResource settings = new PageSettingsResource(catalog);
    all.put("getPageSettings", settings::read);
    all.put("changePageSettings", settings::change);
    all.put(
        "checkPageLoads",
        new PageLoadsResource(catalog, pageLoads.arrivals(), streams, clock)::check);
  }

  private void signingIn(Map<String, Function<Request, Answer>> all, CatalogStore catalog) {
    SessionResource session = new SessionResource(catalog, attempts, singleSignOn.oidc(), clock);
    all.put("getSignIn", session::ways);
    all.put("signIn", session::signIn);
    all.put("getSession", session::read);
    all.put("signOut", session::signOut);
    all.put("changePassword", session::changePassword);
    all.put("getLink", session::link);
    all.put("useLink", session::useLink);
    all.put("beginOidc", singleSignOn::begin);
    all.put("finishOidc", singleSignOn::finish);
    PeopleResource people = new PeopleResource(catalog);
    all.put("listPeople", people::list);
    all.put("invitePerson", people::invite);
    all.put("getPerson", people::read);
    all.put("changePerson", people::change);
    all.put("deletePerson", people::delete);
    all.put("resetPassword", people::reset);
    all.put("signPersonOut", people::signOut);
    AuditResource audit = new AuditResource(engine.audit(), streams);
    all.put("listAudit", audit::list);
    all.put("exportAudit", audit::export);
  }

  private void sources(Map<String, Function<Request, Answer>> all, CatalogStore catalog) {
    IntegrationsResource integrations = new IntegrationsResource(catalog, intake.endpoints());
    all.put("listIntegrations", integrations::list);
    all.put("createIntegration", integrations::create);
    all.put("getIntegration", integrations::read);
    all.put("changeIntegration", integrations::change);
    all.put("deleteIntegration", integrations::delete);
    all.put("rotateEndpoint", integrations::rotateEndpoint);
    PresetsResource presets = new PresetsResource(Presets.load());
    all.put("listPresets", presets::list);
    all.put("getPreset", presets::read);
    EndpointSecretsResource secrets =
        new EndpointSecretsResource(catalog, engine.secrets(), intake.endpoints());
    all.put("listEndpointSecrets", secrets::list);
    all.put("addEndpointSecret", secrets::add);
    all.put("removeEndpointSecret", secrets::remove);
    MappingResource mappings = new MappingResource(catalog, intake.limits());
    all.put("tryPayload", mappings::tryPayload);
    all.put("suggestForIntegration", mappings::suggest);
    all.put("suggest", mappings::suggest);
    UploadsResource uploads = new UploadsResource(catalog, engine.uploads(), streams);
    all.put("listUploads", uploads::list);
    all.put("createUpload", uploads::create);
    all.put("previewUpload", uploads::preview);
    all.put("getUpload", uploads::read);
    all.put("continueUpload", uploads::resume);
    all.put("cancelUpload", uploads::cancel);
    all.put("undoUpload", uploads::undo);
    all.put("getRefusedRows", uploads::refusedRows);
    all.put("getUploadReport", uploads::report);
    all.put("getUploadTemplate", uploads::template);
    ScheduleResource schedule = new ScheduleResource(catalog, engine.schedules(), engine.secrets());
    all.put("listSchedules", schedule::list);
    all.put("getSchedule", schedule::read);
    all.put("putSchedule", schedule::put);
    all.put("deleteSchedule", schedule::delete);
    all.put("lookNow", schedule::look);
    DeliveriesResource deliveries = new DeliveriesResource(engine, intake, streams);
    all.put("listDeliveries", deliveries::list);
    all.put("listUserDeliveries", deliveries::ofUser);
    all.put("getDelivery", deliveries::read);
    all.put("replayDelivery", deliveries::replay);
    ReplayResource replay = new ReplayResource(new Lookup(catalog), replays);
    all.put("getReplay", replay::read);
    all.put("previewReplay", replay::preview);
    all.put("startReplay", replay::start);
    all.put("stopReplay", replay::stop);
    all.put("capture", new CaptureResource(catalog, intake.captures(), streams)::capture);
    all.put("getIntegrationsActivity", new ActivityResource(engine, intake, checkup, clock)::read);
    all.put("getIntegrationHealth", new HealthResource(engine, checkup, clock)::read);
    AlertsResource told = new AlertsResource(catalog, engine.secrets(), engine.outgoing(), alerts);
    all.put("getAlerts", told::read);
    all.put("putAlerts", told::put);
    all.put("testAlerts", told::test);
    all.put("listAttributes", new AttributesResource(catalog)::list);
  }

  private static void segments(Map<String, Function<Request, Answer>> all, CatalogStore catalog) {
    SegmentsResource segments = new SegmentsResource(catalog);
    all.put("listSegments", segments::list);
    all.put("createSegment", segments::create);
    all.put("getSegment", segments::read);
    all.put("changeSegment", segments::change);
    all.put("deleteSegment", segments::delete);
    PublicationsResource publications = new PublicationsResource(catalog);
    all.put("listPublications", publications::list);
    all.put("publish", publications::publish);
    all.put("getPublication", publications::read);
    all.put("restorePublication", publications::restore);
  }

  private void webhooks(Map<String, Function<Request, Answer>> all, CatalogStore catalog) {
    WebhooksResource webhooks =
        new WebhooksResource(catalog, engine.secrets(), engine.outgoing(), clock);
    all.put("listWebhooks", webhooks::list);
    all.put("createWebhook", webhooks::create);
    all.put("getWebhook", webhooks::read);
    all.put("changeWebhook", webhooks::change);
    all.put("deleteWebhook", webhooks::delete);
    all.put("rotateWebhookSecret", webhooks::rotateSecret);
    all.put("testWebhook", webhooks::test);
    all.put("listWebhookAttempts", webhooks::attempts);
    all.put("retryWebhookMessage", webhooks::retry);
  }

  private void users(Map<String, Function<Request, Answer>> all) {
    UsersResource users = new UsersResource(engine, pageLoads, clock);
    all.put("listUsers", users::list);
    all.put("searchUsers", users::search);
    all.put("getUser", users::read);
    UserDataResource data = new UserDataResource(engine, users, pageLoads.arrivals(), clock);
    all.put("eraseUser", data::erase);
    all.put("eraseUsers", data::eraseList);
    all.put("exportUser", data::export);
    all.put("count", users::count);
  }

  private void insights(Map<String, Function<Request, Answer>> all) {
    InsightsResource insights = new InsightsResource(engine, clock);
    all.put("breakDown", insights::breakDown);
    all.put("listValues", insights::values);
    all.put("explain", insights::explain);
    all.put("previewCondition", insights::preview);
    all.put("exportUsers", new ExportResource(engine, streams, clock)::export);
    ReportsResource reports = new ReportsResource(engine, clock);
    all.put("getOverview", reports::overview);
    all.put("getTrend", new TrendResource(engine, clock)::trend);
    all.put("listPages", reports::pages);
    all.put("getRetention", reports::retention);
    SegmentReportsResource segments = new SegmentReportsResource(engine, clock);
    all.put("getSegmentSizes", segments::sizes);
    all.put("getOverlap", segments::overlap);
    all.put("getFlows", segments::flows);
    TablesResource tables = new TablesResource(engine, clock);
    all.put("getCrossTable", tables::cross);
    all.put("getSummary", tables::summary);
    FiltersResource filters = new FiltersResource(engine.catalog(), clock);
    all.put("listFilters", filters::list);
    all.put("createFilter", filters::create);
    all.put("getFilter", filters::read);
    all.put("changeFilter", filters::change);
    all.put("deleteFilter", filters::delete);
    all.put("useFilter", filters::use);
    all.put("previewPublication", new PublicationPreview(engine, clock)::preview);
    all.put("listSegmentsHere", new SegmentsHere(engine, clock)::list);
  }

  private void reporting(Map<String, Function<Request, Answer>> all, CatalogStore catalog) {
    SavedReportsResource saved = new SavedReportsResource(catalog, reports, clock);
    all.put("listReports", saved::list);
    all.put("createReport", saved::create);
    all.put("getReport", saved::read);
    all.put("changeReport", saved::change);
    all.put("deleteReport", saved::delete);
    all.put("runReport", saved::run);
    all.put("getReportCsv", saved::csv);
    all.put("getReportPicture", saved::picture);
    DashboardsResource dashboards = new DashboardsResource(catalog);
    all.put("listDashboards", dashboards::list);
    all.put("createDashboard", dashboards::create);
    all.put("getDashboard", dashboards::read);
    all.put("changeDashboard", dashboards::change);
    all.put("deleteDashboard", dashboards::delete);
    ReportLinksResource links = new ReportLinksResource(catalog, reports, attempts, clock);
    all.put("listReportLinks", links::list);
    all.put("createReportLink", links::create);
    all.put("deleteReportLink", links::revoke);
    all.put("readShared", links::shared);
    MailingsResource sent = new MailingsResource(catalog, mailings);
    all.put("listMailings", sent::list);
    all.put("createMailing", sent::create);
    all.put("getMailing", sent::read);
    all.put("changeMailing", sent::change);
    all.put("deleteMailing", sent::delete);
    all.put("sendMailing", sent::send);
  }
}
