using System.Buffers;
using EdgeProctoring.Contracts;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Keeps the line to the broker: connects, subscribes, talks, and comes back with growing pauses. Detection never waits for it.</summary>
internal sealed partial class UplinkWorker(Broker broker, UplinkParts parts, ILogger<UplinkWorker> log) : BackgroundService
{
    private static readonly TimeSpan _leastPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _mostPause = TimeSpan.FromSeconds(30);
    /// <summary>Saying goodbye must not keep a node from stopping.</summary>
    private static readonly TimeSpan _goodbye = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        var pause = new BackOff(_leastPause, _mostPause, Random.Shared);
        while (!stopping.IsCancellationRequested)
        {
            using var client = new MqttClientFactory().CreateMqttClient();
            try
            {
                await TalkAsync(client, pause, stopping);
            }
            catch (Exception lost) when (lost is MqttCommunicationException or MqttProtocolViolationException or OperationCanceledException)
            {
                if (stopping.IsCancellationRequested)
                {
                    await GoodbyeAsync(client);
                    return;
                }
                parts.Line.Broke();
                var wait = pause.Next();
                Log.Lost(log, broker.Address, lost.Message, wait);
                await Task.Delay(wait, parts.Clock.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task TalkAsync(IMqttClient client, BackOff pause, CancellationToken stopping)
    {
        using var line = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var reason = "the line broke";
        client.DisconnectedAsync += ended =>
        {
            reason = ended.ReasonString ?? ended.Exception?.Message ?? ended.Reason.ToString();
            return line.CancelAsync();
        };
        client.ApplicationMessageReceivedAsync += message => ReceiveAsync(client, message, line.Token);
        await broker.ConnectAsync(client, stopping);
        var topics = parts.Node.Topics;
        foreach (var topic in new[] { topics.Receipt, topics.DesiredConfiguration, topics.AllCommands })
        {
            await client.SubscribeAsync(topic, MqttQualityOfServiceLevel.AtLeastOnce, line.Token);
        }
        await parts.Story.BeginAsync(client, parts.Clock, parts.Settings.Profile, line.Token);
        Log.Connected(log, broker.Address);
        parts.Line.Stands();
        pause.Reset();
        Task[] loops =
        [
            parts.Sender.RunAsync(client, line.Token), parts.Story.TellCamerasAsync(client, line.Token), parts.Story.BeatAsync(client, parts.Clock.Time, line.Token),
        ];
        await Task.WhenAny(loops);
        await line.CancelAsync();
        try
        {
            await Task.WhenAll(loops);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            throw new MqttCommunicationException(reason, null);
        }
    }

    private async Task ReceiveAsync(IMqttClient client, MqttApplicationMessageReceivedEventArgs message, CancellationToken cancel)
    {
        var bytes = message.ApplicationMessage.Payload.ToArray();
        if (!Topics.TryParse(message.ApplicationMessage.Topic, out _, out var rest))
        {
            return;
        }
        try
        {
            if (rest == "receipt")
            {
                await parts.Sender.ReceiveAsync(bytes, cancel);
            }
            else if (rest == "cfg/desired" && bytes.Length > 0)
            {
                await parts.Story.ReportAsync(client, parts.Configuration.Offer(bytes), cancel);
            }
            else if (rest.StartsWith("cmd/", StringComparison.Ordinal))
            {
                parts.Commands.Take(Wire.DecodeCommand(bytes));
            }
        }
        catch (ContractException broken)
        {
            Log.Broken(log, rest, broken.Message);
        }
    }

    private async Task GoodbyeAsync(IMqttClient client)
    {
        using var limit = new CancellationTokenSource(_goodbye, parts.Clock.Time);
        try
        {
            if (client.IsConnected)
            {
                await client.KeepAsync(parts.Node.Topics.State, Wire.Encode(new NodeState(parts.Node.Boot, false, parts.Clock.Now)), limit.Token);
                await client.DisconnectAsync(new MqttClientDisconnectOptionsBuilder().Build(), limit.Token);
            }
        }
        catch (Exception gone) when (gone is MqttCommunicationException or OperationCanceledException)
        {
            // The broker then tells the will, which says the same.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Connected with the broker at {Address}.")]
        public static partial void Connected(ILogger logger, string address);

        [LoggerMessage(2, LogLevel.Warning, "No line to the broker at {Address}: {Reason} Next attempt in {Pause}.")]
        public static partial void Lost(ILogger logger, string address, string reason, TimeSpan pause);

        [LoggerMessage(3, LogLevel.Warning, "A message on {Topic} was left aside: {Reason}")]
        public static partial void Broken(ILogger logger, string topic, string reason);
    }
}

/// <summary>Who speaks over the line.</summary>
internal sealed record UplinkParts(AgentSettings Settings, NodeIdentity Node, NodeClock Clock, ConfigurationDesk Configuration, BatchSender Sender, NodeStory Story, CommandDesk Commands, LineGauge Line);
