using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace EdgeProctoring.Mqtt;

/// <summary>What the application asks of a connection.</summary>
internal sealed partial class Session
{
    public Task<MqttClientPublishResult> PublishAsync(MqttApplicationMessage message, CancellationToken cancel)
    {
        _limits.CheckAgreed(message);
        if (message.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtMostOnce)
        {
            return PublishAtMostOnceAsync(message, cancel);
        }
        return !cancel.CanBeCanceled && _send.HasRoom && _slots.Wait(0, CancellationToken.None)
            ? Publish(message)
            : PublishWhenPossibleAsync(message, cancel);
    }

    public async Task<SubAckPacket> SubscribeAsync<TOptions>(
        TOptions options, int filters, Action<WireWriter, (ushort Id, TOptions Options)> write, CancellationToken cancel)
    {
        var reply = new TaskCompletionSource<SubAckPacket>(TaskCreationOptions.RunContinuationsAsynchronously);
        var id = _replies.Add(reply);
        try
        {
            _send.Add((id, options), write);
        }
        catch
        {
            _replies.Take<SubAckPacket>(id);
            throw;
        }
        _incoming.Wake();
        var answer = await WithinAsync(reply.Task, "a subscription", cancel).ConfigureAwait(false);
        if (answer.Codes.Length != filters)
        {
            throw new MqttProtocolViolationException($"The broker answered {filters} topic filters with {answer.Codes.Length} codes.");
        }
        return answer;
    }

    public Task PingAsync(CancellationToken cancel)
    {
        var pong = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Ping(pong);
        return WithinAsync(Answered(), "a ping", cancel);

        async Task<bool> Answered()
        {
            await pong.Task.ConfigureAwait(false);
            return true;
        }
    }

    /// <summary>Says goodbye, waits a moment for the broker to close, and ends.</summary>
    public async Task LeaveAsync(MqttClientDisconnectOptions options, CancellationToken cancel)
    {
        _leaving = true;
        _incoming.Wake();
        try
        {
            var sent = _send.SendAsync(options, static (to, goodbye) => DisconnectPacket.Write(to, goodbye));
            _ = await WithinAsync(Sent(sent), "DISCONNECT", cancel).ConfigureAwait(false);
            // Closing first could reset the line while the goodbye is still on its way, and the will would be sent.
            await _ended.Task.WaitAsync(TimeSpan.FromSeconds(1), _time, cancel).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The broker left the closing to us.
        }
        finally
        {
            End((MqttClientDisconnectReason)options.Reason, null);
        }

        static async Task<bool> Sent(Task sent)
        {
            await sent.ConfigureAwait(false);
            return true;
        }
    }

    public void Acknowledge(MqttApplicationMessageReceivedEventArgs message)
    {
        _send.Add(message, static (to, e) =>
            PubAckPacket.Write(to, e.PacketIdentifier, e.ReasonCode, e.ResponseReasonString, e.Response));
        _incoming.Acknowledged();
    }

    private async Task<MqttClientPublishResult> PublishAtMostOnceAsync(MqttApplicationMessage message, CancellationToken cancel)
    {
        await _send.WaitForRoomAsync(cancel).ConfigureAwait(false);
        await _send.SendAsync((message, _limits.MaximumPacketSize), static (to, packet) =>
            PublishPacket.Write(to, packet.message, 0, packet.MaximumPacketSize)).WaitAsync(cancel).ConfigureAwait(false);
        return new MqttClientPublishResult(null, MqttClientPublishReasonCode.Success, null, []);
    }

    /// <summary>The slower way: waits for room and for one of the slots that the broker's receive maximum leaves.</summary>
    private async Task<MqttClientPublishResult> PublishWhenPossibleAsync(MqttApplicationMessage message, CancellationToken cancel)
    {
        await _send.WaitForRoomAsync(cancel).ConfigureAwait(false);
        await _slots.WaitAsync(cancel).ConfigureAwait(false);
        if (Volatile.Read(ref _isEnded) != 0)
        {
            _slots.Release();
        }
        var answer = Publish(message);
        try
        {
            return await answer.WaitAsync(cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!answer.IsCompleted)
        {
            throw new MqttCommunicationTimedOutException(
                $"Waiting for the broker's answer to the message on '{message.Topic}' was given up; whether it arrived is unknown.", e);
        }
    }

    /// <summary>Sends with a slot already taken; the slot is given back when the answer comes.</summary>
    private Task<MqttClientPublishResult> Publish(MqttApplicationMessage message)
    {
        var reply = new TaskCompletionSource<MqttClientPublishResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        ushort id = 0;
        try
        {
            id = _replies.Add(reply);
            _send.Add((message, id, _limits.MaximumPacketSize), static (to, packet) =>
                PublishPacket.Write(to, packet.message, packet.id, packet.MaximumPacketSize));
        }
        catch
        {
            _replies.Take<MqttClientPublishResult>(id);
            _slots.Release();
            throw;
        }
        if (_paused)
        {
            _incoming.Wake();
        }
        return reply.Task;
    }

    private async Task<TReply> WithinAsync<TReply>(Task<TReply> answer, string what, CancellationToken cancel)
    {
        try
        {
            var limit = cancel.CanBeCanceled ? Timeout.InfiniteTimeSpan : _options.Timeout;
            return await answer.WaitAsync(limit, _time, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException && !answer.IsCompleted)
        {
            throw new MqttCommunicationTimedOutException($"{_line.Where} did not answer {what} in time.", e);
        }
    }

    private void Ping(TaskCompletionSource? waiter)
    {
        lock (_pings)
        {
            if (Volatile.Read(ref _isEnded) != 0)
            {
                throw new MqttClientNotConnectedException();
            }
            _pings.Enqueue(waiter);
            _send.Add(PacketType.PingReq, static (to, type) => to.UInt16((int)type << 12));
        }
    }

    private void Pong()
    {
        TaskCompletionSource? waiter;
        lock (_pings)
        {
            _pings.TryDequeue(out waiter);
        }
        waiter?.TrySetResult();
    }

    private void EndPings(Exception why)
    {
        lock (_pings)
        {
            while (_pings.TryDequeue(out var waiter))
            {
                waiter?.TrySetException(why);
            }
        }
    }
}
