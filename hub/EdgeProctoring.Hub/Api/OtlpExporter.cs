using System.Net.Http.Headers;
using EdgeProctoring.Hub.Hosting;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Api;

/// <summary>Sends the metrics to a collector, again and again. What could not be sent is not kept: totals say the same next time.</summary>
internal sealed partial class OtlpExporter(MetricsBook book, IOptions<OtlpOptions> options, IOptions<CampusOptions> campus, TimeProvider time, ILogger<OtlpExporter> log) : BackgroundService
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        if (options.Value.Address is not { } address)
        {
            return;
        }
        using var http = new HttpClient { Timeout = _limit };
        using var clock = new PeriodicTimer(options.Value.Every, time);
        var begun = time.GetUtcNow();
        var failing = false;
        while (await clock.WaitForNextTickAsync(stopping))
        {
            try
            {
                using var content = new ByteArrayContent(OtlpMetrics.Encode(campus.Value.Name, book.Read(), begun, time.GetUtcNow()));
                content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
                using var reply = await http.PostAsync(address, content, stopping);
                reply.EnsureSuccessStatusCode();
                failing = false;
            }
            catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !stopping.IsCancellationRequested))
            {
                if (!failing)
                {
                    Log.NotSent(log, address, e.Message);
                }
                failing = true;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Metrics could not be sent to {Address}: {Reason} It is tried again and not told again until it works.")]
        public static partial void NotSent(ILogger logger, string address, string reason);
    }
}
