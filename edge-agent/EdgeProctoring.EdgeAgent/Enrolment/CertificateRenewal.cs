using System.Text;
using Google.Protobuf;
using Grpc.Core;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.EdgeAgent;

/// <summary>
/// Renews the node's certificate, with the same key, when a third of its life is left, and starts the node anew with it once no
/// exam runs. Fails loudly and often: a node whose certificate has ended is deaf.
/// </summary>
internal sealed partial class CertificateRenewal(AgentSettings settings, NodeIdentity node, ConfigurationDesk desk, NodeClock clock, IHostApplicationLifetime life, ILogger<CertificateRenewal> log)
    : BackgroundService
{
    private static readonly TimeSpan _every = TimeSpan.FromHours(1);
    /// <summary>How often to look whether the last exam has ended.</summary>
    private static readonly TimeSpan _untilExamsEnd = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _unheard = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _answer = TimeSpan.FromSeconds(20);

    /// <summary>The node ended in order to start anew with its new certificate.</summary>
    public bool WantsRestart { get; private set; }

    /// <summary>No exam runs, as far as the node knows; without a configuration it may just not have heard of one yet.</summary>
    private bool IsIdle => desk.Current is { } current ? !current.Exams.Any(exam => exam.From <= clock.Now && clock.Now < exam.To) : clock.Monotonic > _unheard;

    /// <summary>From when on a certificate is to be renewed.</summary>
    public static DateTimeOffset DueAt(DateTimeOffset from, DateTimeOffset to) => to - ((to - from) / 3);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var ticks = new PeriodicTimer(_every, clock.Time);
        var renewed = false;
        do
        {
            renewed = renewed || (clock.Now >= DueAt(node.Certificate.NotBefore, node.Certificate.NotAfter) && await TryRenewAsync(stopping));
            if (renewed && IsIdle)
            {
                WantsRestart = true;
                life.StopApplication();
                return;
            }
            ticks.Period = renewed ? _untilExamsEnd : _every;
        }
        while (await ticks.WaitForNextTickAsync(stopping));
    }

    private async Task<bool> TryRenewAsync(CancellationToken cancel)
    {
        try
        {
            using var key = node.CopyKey();
            using var channel = HubChannel.Open(settings, node);
            var reply = await new V1.Enrolment.EnrolmentClient(channel).RenewAsync(
                new V1.RenewRequest { SigningRequest = ByteString.CopyFrom(ClaimFolder.Request(key)) }, deadline: clock.Now.UtcDateTime + _answer, cancellationToken: cancel);
            var given = HubCertificate.Of(reply);
            given.RefuseUnless(key, node.Authorities);
            DurableFile.Write(settings.Certificate, Encoding.ASCII.GetBytes(given.Pem));
            Log.Renewed(log);
            return true;
        }
        catch (Exception broken) when (broken is RpcException or SettingsException or IOException or UnauthorizedAccessException)
        {
            Log.NotRenewed(log, node.Certificate.NotAfter, broken.Message);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The certificate is renewed; the node starts anew with it when no exam runs.")]
        public static partial void Renewed(ILogger logger);

        [LoggerMessage(2, LogLevel.Error, "The certificate, which ends at {End:u}, is not renewed: {Why} Trying again in an hour; 'edgeproctoring-hub ca node' makes one by hand.")]
        public static partial void NotRenewed(ILogger logger, DateTimeOffset end, string why);
    }
}
