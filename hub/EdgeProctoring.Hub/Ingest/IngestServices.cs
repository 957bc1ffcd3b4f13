using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Judging;
using EdgeProctoring.Hub.Nodes;

namespace EdgeProctoring.Hub.Ingest;

internal static class IngestServices
{
    public static void AddIngest(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<IngestOptions>().BindConfiguration(IngestOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<BrokerOptions>().BindConfiguration(BrokerOptions.Section).ValidateDataAnnotations().ValidateOnStart()
            .Validate<HubFiles>((options, files) => HubHost.FilesExist(files, options.Certificate, options.Key, options.Root), "Broker:Certificate, Broker:Key and Broker:Root must name files that exist; 'edgeproctoring-hub ca init' writes them.");
        builder.Services.AddSingleton<PackShelf>().AddSingleton<ExamLoader>().AddSingleton<JudgingDesk>().AddSingleton<IncidentWriter>();
        builder.Services.AddSingleton<IngestMeter>().AddSingleton<SenderKeys>().AddSingleton<SenderPace>().AddSingleton<IIngestLog, PartitionQueues>().AddSingleton<Intake>().AddSingleton<ReplayDesk>().AddSingleton<BrokerOutbox>();
        builder.Services.AddSingleton<Ledger>().AddSingleton<Sittings.SittingDesk>().AddSingleton<BrokerLink>();
        // They stop in the reverse order: first the line to the broker, last the writer, which then writes what is queued.
        builder.Services.AddHostedService(services => services.GetRequiredService<Ledger>());
        builder.Services.AddHostedService<CampusWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<BrokerLink>());
        builder.Services.AddHostedService<Completeness.AbsenceWatch>();
    }
}
