using EdgeProctoring.Contracts;
using MQTTnet;
using MQTTnet.Protocol;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Sends signed batches from the spool and frees what the hub's receipts name. A broker's acknowledgement frees nothing.</summary>
internal sealed partial class BatchSender
{
    private readonly Signal _wake = new();
    private readonly NodeIdentity _node;
    private readonly Spool _spool;
    private readonly NodeClock _clock;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private volatile SendPlan? _plan;

    public BatchSender(NodeIdentity node, Spool spool, NodeClock clock, ILogger<BatchSender> log)
    {
        (_node, _spool, _clock, _time, _log) = (node, spool, clock, clock.Time, log);
        spool.Appended += _wake.Set;
    }

    /// <summary>Sends over this connection until it ends.</summary>
    public async Task RunAsync(IMqttClient client, CancellationToken cancel)
    {
        // Stamps that cannot be true are corrected first: the hub must never hold one.
        await _clock.TrustedAsync(cancel);
        using var reader = new SpoolReader(_spool.File);
        var plan = new SendPlan(reader, _node, _time);
        _plan = plan;
        try
        {
            while (true)
            {
                cancel.ThrowIfCancellationRequested();
                if (plan.Next() is { } batch)
                {
                    await client.PublishAsync(Message(batch), cancel).Accepted();
                }
                else
                {
                    await _wake.WaitAsync(plan.Rest(), _time, cancel);
                }
            }
        }
        finally
        {
            _plan = null;
        }
    }

    /// <summary>Frees what the hub holds; done when the spool has it on the disk.</summary>
    public async Task ReceiveAsync(byte[] bytes, CancellationToken cancel)
    {
        var receipt = Wire.DecodeReceipt(bytes);
        if (receipt.SenderKind != SourceKind.Node || receipt.Sender != _node.Node)
        {
            Log.NotOurs(_log, receipt.Sender);
            return;
        }
        foreach (var refused in receipt.Refused)
        {
            Log.Refused(_log, refused.Seq, refused.Reason);
        }
        await _spool.FreeAsync(receipt, cancel);
        _plan?.Freed(receipt);
        _wake.Set();
    }

    private MqttApplicationMessage Message(PlannedBatch batch)
    {
        var bytes = Wire.JoinItems(SourceKind.Node, _node.Node, batch.Boot, batch.Items);
        return new MqttApplicationMessageBuilder().WithTopic(_node.Topics.Observations).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithPayload(Wire.EncodeSigned(bytes, _node.Sign(bytes), _node.KeySha256)).Build();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A receipt for '{Sender}' came here and was left aside.")]
        public static partial void NotOurs(ILogger logger, string sender);

        [LoggerMessage(2, LogLevel.Error, "The hub refused item {Seq}: {Reason}. It is kept aside; see doctor.")]
        public static partial void Refused(ILogger logger, long seq, string reason);
    }
}
