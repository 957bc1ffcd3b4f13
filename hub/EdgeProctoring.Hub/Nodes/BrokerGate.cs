using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;
using Microsoft.Extensions.Options;
using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Exceptions;

namespace EdgeProctoring.Hub.Nodes;

/// <summary>
/// Keeps revoked nodes off the broker: the access rules deny them everything, and the line that one still holds is taken over
/// by the hub and closed. Certificates outlive their revocation; the rules do not let them do anything.
/// </summary>
internal sealed partial class BrokerGate(IOptions<BrokerOptions> options, IOptions<CampusOptions> campus, HubFiles files, IDatabase database, ILogger<BrokerGate> log) : IDisposable
{
    private const int Hangup = 1;
    private static readonly TimeSpan _answer = TimeSpan.FromSeconds(4);

    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>Writes the rules as the record has them now; the broker reads them again where they have changed.</summary>
    public async Task WriteRulesAsync(CancellationToken cancel)
    {
        if (options.Value.Folder is not { } folder)
        {
            return;
        }
        await _writing.WaitAsync(cancel);
        try
        {
            await using var session = await database.ReadAsync(cancel);
            var revoked = await session.ListAsync("SELECT id FROM nodes WHERE revoked <> 0 ORDER BY id", row => row.GetString(0), cancel);
            var rules = Topics.BrokerRules(campus.Value.Name, "hub") + "\n" + string.Concat(revoked.Select(node => Topics.BrokerRefusal(campus.Value.Name, node)));
            var file = Path.Combine(files.Resolve(folder), "acl");
            if (File.Exists(file) && await File.ReadAllTextAsync(file, cancel) == rules)
            {
                return;
            }
            await File.WriteAllTextAsync(file + ".new", rules, cancel);
            File.Move(file + ".new", file, overwrite: true);
            Reload(Path.Combine(files.Resolve(folder), "mosquitto.pid"));
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>The node has lost its place: from now on it may say and hear nothing, and its line ends.</summary>
    public async Task CloseAsync(string node, CancellationToken cancel)
    {
        await WriteRulesAsync(cancel);
        using var certificate = X509Certificate2.CreateFromPemFile(files.Resolve(options.Value.Certificate), files.Resolve(options.Value.Key));
        using var client = new MqttClientFactory().CreateMqttClient();
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(_answer);
        try
        {
            // A broker gives a client's name to whoever comes last; the line before it ends.
            await client.ConnectAsync(BrokerLine.Options(options.Value, files, certificate, Topics.ClientOf(campus.Value.Name, node)).WithCleanStart().WithSessionExpiryInterval(0).Build(), late.Token);
            await client.DisconnectAsync(new MqttClientDisconnectOptionsBuilder().Build(), late.Token);
        }
        catch (Exception e) when (e is MqttCommunicationException or MqttConnectingFailedException or MqttProtocolViolationException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            Log.NotCut(log, node, e.Message);
        }
    }

    public void Dispose() => _writing.Dispose();

    private void Reload(string pidFile)
    {
        if (!File.Exists(pidFile) || !int.TryParse(File.ReadAllText(pidFile), NumberStyles.None | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var process) || process <= 1)
        {
            Log.NotReloaded(log, $"there is no {pidFile}");
        }
        else if (Kill(process, Hangup) != 0)
        {
            Log.NotReloaded(log, $"process {process} takes no signal from the hub (error {Marshal.GetLastPInvokeError()})");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The line of the revoked node {Node} could not be cut: {Reason} It can say and hear nothing once the broker has read its rules.")]
        public static partial void NotCut(ILogger logger, string node, string reason);

        [LoggerMessage(2, LogLevel.Error, "The broker's rules have changed, but it could not be told: {Reason}. Reload it (SIGHUP).")]
        public static partial void NotReloaded(ILogger logger, string reason);
    }
}
