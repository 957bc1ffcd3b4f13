using System.Buffers;
using System.Security.Cryptography.X509Certificates;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Nodes;
using Microsoft.Extensions.Options;
using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>
/// The hub's line to the broker: what nodes send comes in, receipts and configurations go out. The line may break at any
/// time; nothing depends on it that a sender would not repeat.
/// </summary>
internal sealed partial class BrokerLink(IOptions<BrokerOptions> options, IOptions<CampusOptions> campus, HubFiles files, Intake intake,
    NodeBoard nodes, BrokerOutbox outbox, TimeProvider time, ILogger<BrokerLink> log) : BackgroundService
{
    public bool IsConnected { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        intake.Confirmed += receipt => outbox.Post(new Topics(campus.Value.Name, receipt.Sender).Receipt, Wire.Encode(receipt), retain: false);
        var pause = TimeSpan.FromMilliseconds(200);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await LiveAsync(() => pause = TimeSpan.FromMilliseconds(200), stopping);
            }
            catch (Exception e) when (IsExpected(e) && !stopping.IsCancellationRequested)
            {
                Log.Lost(log, options.Value.Host, options.Value.Port, e.Message);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            IsConnected = false;
            // Jitter, so that a campus of hubs and nodes does not come back in step.
            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < options.Value.LongestPause ? pause * 2 : options.Value.LongestPause;
        }
    }

    /// <summary>One life of the line, from connecting to its loss.</summary>
    private async Task LiveAsync(Action connected, CancellationToken stopping)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        client.ApplicationMessageReceivedAsync += message => TakeAsync(message.ApplicationMessage, lost.Token);
        client.DisconnectedAsync += _ => lost.CancelAsync();
        using var certificate = X509Certificate2.CreateFromPemFile(files.Resolve(options.Value.Certificate), files.Resolve(options.Value.Key));
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        late.CancelAfter(BrokerLine.Answer);
        var answer = await client.ConnectAsync(Options(certificate), late.Token);
        if (answer.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new MqttCommunicationException($"The broker refuses the hub: {answer.ResultCode} {answer.ReasonString}");
        }
        var wanted = new MqttClientSubscribeOptionsBuilder();
        foreach (var filter in Topics.UpwardOf(campus.Value.Name))
        {
            wanted.WithTopicFilter(filter, MqttQualityOfServiceLevel.AtLeastOnce);
        }
        await client.SubscribeAsync(wanted.Build(), late.Token);
        IsConnected = true;
        connected();
        Log.Connected(log, options.Value.Host, options.Value.Port);
        outbox.RepeatRetained();
        await foreach (var letter in outbox.Reader.ReadAllAsync(lost.Token))
        {
            await SendAsync(client, letter, lost.Token);
        }
    }

    private static async Task SendAsync(IMqttClient client, Letter letter, CancellationToken cancel) =>
        await client.PublishAsync(new MqttApplicationMessageBuilder().WithTopic(letter.Topic).WithPayload(letter.Payload)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).WithRetainFlag(letter.Retain).Build(), cancel);

    private async Task TakeAsync(MqttApplicationMessage message, CancellationToken cancel)
    {
        if (!Topics.TryParse(message.Topic, out var branch, out var rest) || branch.Campus != campus.Value.Name)
        {
            Log.Foreign(log, message.Topic);
            return;
        }
        var payload = message.Payload.IsSingleSegment ? message.Payload.First : message.Payload.ToArray();
        if (rest == "obs")
        {
            await intake.TakeAsync(branch.Node, payload, cancel);
        }
        else
        {
            nodes.Hear(branch.Node, rest, payload.Span);
        }
    }

    private MqttClientOptions Options(X509Certificate2 certificate) => BrokerLine.Options(options.Value, files, certificate, $"hub-{campus.Value.Name}")
        .WithCleanStart(false)
        .WithSessionExpiryInterval((uint)options.Value.Session.TotalSeconds)
        .WithReceiveMaximum(1000)
        .Build();

    private static bool IsExpected(Exception e) =>
        e is MqttCommunicationException or MqttConnectingFailedException or OperationCanceledException or MqttClientDisconnectedException
            or MqttClientNotConnectedException or MqttClientUnexpectedDisconnectReceivedException or MqttProtocolViolationException or IOException;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Connected to the broker {Host}:{Port}.")]
        public static partial void Connected(ILogger logger, string host, int port);

        [LoggerMessage(2, LogLevel.Warning, "No line to the broker {Host}:{Port}: {Reason}")]
        public static partial void Lost(ILogger logger, string host, int port, string reason);

        [LoggerMessage(3, LogLevel.Warning, "A message on the foreign topic {Topic} is ignored.")]
        public static partial void Foreign(ILogger logger, string topic);
    }
}
