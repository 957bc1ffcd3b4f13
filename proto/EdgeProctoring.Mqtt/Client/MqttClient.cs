using MQTTnet;
using MQTTnet.Exceptions;

namespace EdgeProctoring.Mqtt;

/// <summary>The client: at most one session at a time, and the events around it.</summary>
internal sealed class MqttClient(TimeProvider time) : IMqttClient
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _life = new();
    private Session? _session;
    private Task _handlers = Task.CompletedTask;
    private Task _closing = Task.CompletedTask;
    private bool _busy;

    public event Func<MqttApplicationMessageReceivedEventArgs, Task>? ApplicationMessageReceivedAsync;
    public event Func<MqttClientConnectedEventArgs, Task>? ConnectedAsync;
    public event Func<MqttClientConnectingEventArgs, Task>? ConnectingAsync;
    public event Func<MqttClientDisconnectedEventArgs, Task>? DisconnectedAsync;

    public bool IsConnected => Volatile.Read(ref _session) is { Ended.IsCompleted: false };
    public MqttClientOptions? Options { get; private set; }

    public async Task<MqttClientConnectResult> ConnectAsync(MqttClientOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        if (!IsConnected)
        {
            await _closing.ConfigureAwait(false);
        }
        Occupy(options);
        MqttClientConnectResult? result = null;
        try
        {
            await ConnectingAsync.RunAsync(new MqttClientConnectingEventArgs(options)).ConfigureAwait(false);
            using var limit = cancellationToken.CanBeCanceled ? new CancellationTokenSource() : new CancellationTokenSource(options.Timeout, time);
            using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token, _life.Token);
            var handshake = await Handshake.OpenAsync(options, late.Token).ConfigureAwait(false);
            result = handshake.Result;
            if (result.ResultCode == MqttClientConnectResultCode.Success)
            {
                Begin(new Session(handshake, options, time), options);
                await ConnectedAsync.RunAsync(new MqttClientConnectedEventArgs(result)).ConfigureAwait(false);
            }
            else
            {
                Release();
                Raise(new MqttClientDisconnectedEventArgs(false, result, ReasonOf(result), result.ReasonString, result.UserProperties, null));
            }
            return result;
        }
        catch (Exception e)
        {
            if (_session is { } session)
            {
                session.End(MqttClientDisconnectReason.UnspecifiedError, e);
                await _closing.ConfigureAwait(false);
            }
            else
            {
                Release();
                Raise(new MqttClientDisconnectedEventArgs(false, result, MqttClientDisconnectReason.UnspecifiedError, null, null, e));
            }
            throw;
        }
    }

    public async Task DisconnectAsync(MqttClientDisconnectOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ObjectDisposedException.ThrowIf(_life.IsCancellationRequested, this);
        if (_session is { } session)
        {
            await session.LeaveAsync(options, cancellationToken).ConfigureAwait(false);
            await _closing.ConfigureAwait(false);
        }
    }

    public Task PingAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Current().PingAsync(cancellationToken);
    }

    public Task<MqttClientPublishResult> PublishAsync(MqttApplicationMessage applicationMessage, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ServerLimits.Check(applicationMessage);
        return Current().PublishAsync(applicationMessage, cancellationToken);
    }

    public async Task<MqttClientSubscribeResult> SubscribeAsync(MqttClientSubscribeOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.TopicFilters.ForEach(filter => ServerLimits.CheckFilter(filter.Topic));
        var answer = await Current().SubscribeAsync(options, options.TopicFilters.Count,
            static (to, packet) => SubscribePacket.Write(to, packet.Id, packet.Options), cancellationToken).ConfigureAwait(false);
        var items = options.TopicFilters.Zip(answer.Codes, (filter, code) =>
            new MqttClientSubscribeResultItem(filter, (MqttClientSubscribeResultCode)code));
        return new MqttClientSubscribeResult(answer.Id, [.. items], answer.Reason, answer.User);
    }

    public async Task<MqttClientUnsubscribeResult> UnsubscribeAsync(
        MqttClientUnsubscribeOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.TopicFilters.ForEach(ServerLimits.CheckFilter);
        var answer = await Current().SubscribeAsync(options, options.TopicFilters.Count,
            static (to, packet) => SubscribePacket.Write(to, packet.Id, packet.Options), cancellationToken).ConfigureAwait(false);
        var items = options.TopicFilters.Zip(answer.Codes, (filter, code) =>
            new MqttClientUnsubscribeResultItem(filter, (MqttClientUnsubscribeResultCode)code));
        return new MqttClientUnsubscribeResult(answer.Id, [.. items], answer.Reason, answer.User);
    }

    /// <summary>Closes the line without a goodbye: the broker sends the will.</summary>
    public void Dispose()
    {
        _life.Cancel();
        _session?.End(MqttClientDisconnectReason.UnspecifiedError, new ObjectDisposedException(nameof(IMqttClient)));
    }

    private Session Current()
    {
        ObjectDisposedException.ThrowIf(_life.IsCancellationRequested, this);
        return _session is { Ended.IsCompleted: false } session ? session : throw new MqttClientNotConnectedException();
    }

    private void Occupy(MqttClientOptions options)
    {
        ObjectDisposedException.ThrowIf(_life.IsCancellationRequested, this);
        lock (_gate)
        {
            if (_busy)
            {
                throw new InvalidOperationException(
                    $"This client is connected, connecting or leaving ({Options?.ChannelOptions}); one client holds one connection.");
            }
            _busy = true;
            Options = options;
        }
    }

    private void Release()
    {
        lock (_gate)
        {
            _session = null;
            _busy = false;
        }
    }

    private void Begin(Session session, MqttClientOptions options)
    {
        Volatile.Write(ref _session, session);
        session.Start(_handlers, (message, id) => HandleAsync(session, options, message, id));
        _handlers = session.HandlersDone;
        _closing = CloseAsync(session);
    }

    private async Task CloseAsync(Session session)
    {
        var end = await session.Ended.ConfigureAwait(false);
        Release();
        var told = end.Exception as MqttClientUnexpectedDisconnectReceivedException;
        Raise(new MqttClientDisconnectedEventArgs(true, null, end.Reason, told?.ReasonString, told?.UserProperties, end.Exception));
    }

    private async Task HandleAsync(Session session, MqttClientOptions options, MqttApplicationMessage message, ushort id)
    {
        var args = new MqttApplicationMessageReceivedEventArgs(session, options.ClientId, message, id);
        try
        {
            await ApplicationMessageReceivedAsync.RunAsync(args).ConfigureAwait(false);
            if (args.AutoAcknowledge)
            {
                await args.AcknowledgeAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (MqttCommunicationException) when (session.Ended.IsCompleted)
        {
            // The connection went while the handlers ran: the broker will deliver the message again.
        }
        catch (Exception)
        {
            // As with ProcessingFailed: unacknowledged, so that it is delivered again after a reconnect.
            ClientMeter.HandlerFailures.Add(1);
        }
    }

    /// <summary>On a thread of its own, so that a handler may reconnect and wait for it.</summary>
    private void Raise(MqttClientDisconnectedEventArgs args) => _ = Task.Run(async () =>
    {
        try
        {
            await DisconnectedAsync.RunAsync(args).ConfigureAwait(false);
        }
        catch (Exception)
        {
            ClientMeter.HandlerFailures.Add(1);
        }
    });

    private static MqttClientDisconnectReason ReasonOf(MqttClientConnectResult result) =>
        Enum.IsDefined((MqttClientDisconnectReason)result.ResultCode)
            ? (MqttClientDisconnectReason)result.ResultCode
            : MqttClientDisconnectReason.UnspecifiedError;
}
