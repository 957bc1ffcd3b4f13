using MQTTnet.Exceptions;

namespace EdgeProctoring.Mqtt;

/// <summary>What the broker still owes an answer for, by packet identifier.</summary>
internal sealed class PendingReplies
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ushort, object> _waiting = [];
    private Exception? _failure;
    private ushort _last;

    public bool Any => _waiting.Count > 0;

    /// <summary>Reserves an identifier. It stays taken until the answer comes, even if nobody waits for it any more.</summary>
    public ushort Add<TReply>(TaskCompletionSource<TReply> reply)
    {
        lock (_gate)
        {
            if (_failure is not null)
            {
                throw new MqttClientDisconnectedException(_failure);
            }
            if (_waiting.Count == ushort.MaxValue)
            {
                throw new MqttCommunicationException("All 65,535 packet identifiers wait for an answer of the broker.");
            }
            do
            {
                _last = _last == ushort.MaxValue ? (ushort)1 : (ushort)(_last + 1);
            }
            while (!_waiting.TryAdd(_last, reply));
            return _last;
        }
    }

    /// <summary>Takes the waiter of this kind; null where there is none (the broker answered what was not asked).</summary>
    public TaskCompletionSource<TReply>? Take<TReply>(ushort id)
    {
        lock (_gate)
        {
            if (_waiting.TryGetValue(id, out var waiter) && waiter is TaskCompletionSource<TReply> reply)
            {
                _waiting.Remove(id);
                return reply;
            }
            return null;
        }
    }

    public void End(Exception why)
    {
        List<object> waiting;
        lock (_gate)
        {
            _failure ??= why;
            waiting = [.. _waiting.Values];
            _waiting.Clear();
        }
        foreach (var reply in waiting)
        {
            if (reply is TaskCompletionSource<MQTTnet.MqttClientPublishResult> publish)
            {
                Fail(publish, why);
            }
            else if (reply is TaskCompletionSource<SubAckPacket> subscribe)
            {
                Fail(subscribe, why);
            }
        }
    }

    private static void Fail<TReply>(TaskCompletionSource<TReply> reply, Exception why)
    {
        if (reply.TrySetException(why))
        {
            // Marks it as seen: a caller that gave up waiting must not raise an unobserved exception later.
            _ = reply.Task.Exception;
        }
    }
}
