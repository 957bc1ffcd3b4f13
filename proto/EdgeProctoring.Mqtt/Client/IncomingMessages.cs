using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace EdgeProctoring.Mqtt;

/// <summary>
/// Messages between the line and the handlers. Bounded by the agreed receive maximum and by bytes: over <see cref="FullBytes"/>
/// the session stops reading, so that the broker keeps the rest.
/// </summary>
internal sealed class IncomingMessages(int receiveMaximum)
{
    public const long FullBytes = 16 << 20;

    /// <summary>Reached only when an awaited answer forces the session to read on although it is full.</summary>
    public const long MostBytes = 64 << 20;

    /// <summary>What a message costs beside its payload; bounds a flood of empty ones too.</summary>
    private const int Overhead = 512;

    private readonly Channel<(MqttApplicationMessage Message, ushort Id)> _queue =
        Channel.CreateUnbounded<(MqttApplicationMessage, ushort)>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly Signal _room = new();
    private long _bytes;
    private int _unacknowledged;

    public bool IsFull => Interlocked.Read(ref _bytes) > FullBytes;

    public void Add(MqttApplicationMessage message, ushort id)
    {
        var size = Overhead + message.Payload.Length;
        var acknowledged = message.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtLeastOnce;
        if (acknowledged && Interlocked.Increment(ref _unacknowledged) > receiveMaximum)
        {
            throw new MqttProtocolViolationException(MqttDisconnectReasonCode.ReceiveMaximumExceeded,
                $"The broker sent more than the agreed {receiveMaximum} unacknowledged messages.");
        }
        if (Interlocked.Read(ref _bytes) + size > MostBytes)
        {
            if (!acknowledged)
            {
                ClientMeter.Dropped.Add(1);
                return;
            }
            throw new MqttProtocolViolationException(MqttDisconnectReasonCode.QuotaExceeded,
                $"More than {MostBytes} bytes of messages wait for their handlers; the broker will send them again after a reconnect.");
        }
        Interlocked.Add(ref _bytes, size);
        _queue.Writer.TryWrite((message, id));
    }

    public void Acknowledged() => Interlocked.Decrement(ref _unacknowledged);

    /// <summary>Ends when the handlers have caught up by half, or when <see cref="Wake"/> is called.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancel) => _room.WaitAsync(cancel);

    public void Wake() => _room.Set();

    /// <summary>Hands message after message to the handler, in the order of arrival, until the connection ends.</summary>
    public async Task RunAsync(Func<MqttApplicationMessage, ushort, Task> handle, CancellationToken cancel)
    {
        await foreach (var (message, id) in _queue.Reader.ReadAllAsync(cancel).ConfigureAwait(false))
        {
            await handle(message, id).ConfigureAwait(false);
            var size = Overhead + message.Payload.Length;
            var left = Interlocked.Add(ref _bytes, -size);
            if (left <= FullBytes / 2 && left + size > FullBytes / 2)
            {
                _room.Set();
            }
        }
    }
}
