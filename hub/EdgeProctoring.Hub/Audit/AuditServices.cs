namespace EdgeProctoring.Hub.Audit;

internal static class AuditServices
{
    public static void AddAudit(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RecordOptions>().BindConfiguration(RecordOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHostedService<HeadPublisher>();
    }
}
