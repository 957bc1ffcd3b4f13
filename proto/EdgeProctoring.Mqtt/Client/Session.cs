using System.IO.Pipelines;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace EdgeProctoring.Mqtt;

/// <summary>Why a connection ended.</summary>
internal sealed record SessionEnd(MqttClientDisconnectReason Reason, Exception? Exception);

/// <summary>One connection from CONNACK to its end: reading, writing, handing over and watching, each in a loop of its own.</summary>
#pragma warning disable CA1001 // What it owns holds no handle (no timer, no link, no wait handle), and its loops use it until they see the end.
internal sealed partial class Session
#pragma warning restore CA1001
{
    private readonly Line _line;
    private readonly PipeReader _input;
    private readonly MqttClientOptions _options;
    private readonly TimeProvider _time;
    private readonly ServerLimits _limits;
    private readonly TopicNames _topics;
    private readonly KeepAlive _keepAlive;
    private readonly IncomingMessages _incoming;
    private readonly SendBuffer _send = new();
    private readonly PendingReplies _replies = new();
    private readonly Queue<TaskCompletionSource?> _pings = new();
    private readonly SemaphoreSlim _slots;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<SessionEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _leaving;
    private volatile bool _paused;
    private int _isEnded;

    public Session(Handshake handshake, MqttClientOptions options, TimeProvider time)
    {
        (_line, _input, var connack) = handshake;
        _options = options;
        _time = time;
        _limits = new ServerLimits(connack);
        _topics = new TopicNames(options.TopicAliasMaximum);
        _keepAlive = new KeepAlive(connack.ServerKeepAlive > 0
            ? TimeSpan.FromSeconds(connack.ServerKeepAlive)
            : TimeSpan.FromSeconds((int)options.KeepAlivePeriod.TotalSeconds), time);
        _incoming = new IncomingMessages(options.ReceiveMaximum > 0 ? options.ReceiveMaximum : ushort.MaxValue);
        _slots = new SemaphoreSlim(_limits.ReceiveMaximum);
    }

    public Task<SessionEnd> Ended => _ended.Task;

    /// <summary>Ends when the last handler of this connection has returned.</summary>
    public Task HandlersDone { get; private set; } = Task.CompletedTask;

    /// <param name="former">The handlers of the connection before: two connections never run handlers at the same time.</param>
    /// <param name="handle">Runs the handlers for one message and acknowledges it.</param>
    public void Start(Task former, Func<MqttApplicationMessage, ushort, Task> handle)
    {
        _ = Task.Run(() => GuardAsync(ReadAsync));
        _ = Task.Run(() => GuardAsync(WriteAsync));
        _ = Task.Run(() => GuardAsync(() => _keepAlive.RunAsync(() => Ping(null), () => _paused, _line.Where, _stop.Token)));
        HandlersDone = Task.Run(async () =>
        {
            await former.ConfigureAwait(false);
            await GuardAsync(() => _incoming.RunAsync(handle, _stop.Token)).ConfigureAwait(false);
        });
    }

    /// <summary>Ends the connection once; whoever waits on it gets the reason.</summary>
    public void End(MqttClientDisconnectReason reason, Exception? why)
    {
        if (Interlocked.Exchange(ref _isEnded, 1) != 0)
        {
            return;
        }
        var failure = why as MqttCommunicationException ?? new MqttClientDisconnectedException(why);
        _stop.Cancel();
        _line.Dispose();
        _replies.End(failure);
        _send.End(failure);
        EndPings(failure);
        _slots.Release(); // Wakes a waiting publisher, which sees the end and wakes the next.
        _ended.TrySetResult(new SessionEnd(reason, why));
    }

    private async Task GuardAsync(Func<Task> loop)
    {
        try
        {
            await loop().ConfigureAwait(false);
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // The connection has its end and its reason already.
        }
        catch (Exception) when (_leaving)
        {
            End(MqttClientDisconnectReason.NormalDisconnection, null);
        }
        catch (MqttProtocolViolationException e)
        {
            await TellAsync(e.Reason).ConfigureAwait(false);
            End((MqttClientDisconnectReason)e.Reason, e);
        }
        catch (MqttClientUnexpectedDisconnectReceivedException e)
        {
            End((MqttClientDisconnectReason)(e.ReasonCode ?? MqttDisconnectReasonCode.UnspecifiedError), e);
        }
        catch (MqttCommunicationTimedOutException e)
        {
            End(MqttClientDisconnectReason.KeepAliveTimeout, e);
        }
        catch (Exception e)
        {
            End(MqttClientDisconnectReason.UnspecifiedError, e as MqttCommunicationException
                ?? new MqttCommunicationException($"The line to {_line.Where} broke: {e.Message}", e));
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            await _send.RunAsync(_line.Stream, _keepAlive.Sent, _stop.Token).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // A broker that cuts us off says why first: let the reader find that before the broken write becomes the reason.
            await Task.WhenAny(_ended.Task, Task.Delay(TimeSpan.FromSeconds(1), _time, _stop.Token)).ConfigureAwait(false);
            throw;
        }
    }

    private async Task ReadAsync()
    {
        while (true)
        {
            var read = await _input.ReadAsync(_stop.Token).ConfigureAwait(false);
            _keepAlive.Heard();
            var buffer = read.Buffer;
            while (FrameReader.TryRead(ref buffer, Handshake.MaximumPacketSize(_options), out var frame))
            {
                Take(ReceivedPacket.Read(frame, _topics));
            }
            _input.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                throw new MqttCommunicationException($"{_line.Where} closed the connection without a DISCONNECT.");
            }
            await PauseWhileFullAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Back-pressure. Not while an answer is awaited: a handler may be waiting for exactly that answer.</summary>
    private async ValueTask PauseWhileFullAsync()
    {
        while (_incoming.IsFull && !_replies.Any && !_leaving)
        {
            _paused = true;
            await _incoming.WaitForRoomAsync(_stop.Token).ConfigureAwait(false);
        }
        if (_paused)
        {
            _keepAlive.Heard();
            _paused = false;
        }
    }

    private void Take(in ReceivedPacket packet)
    {
        switch (packet.Type)
        {
            case PacketType.Publish:
                _incoming.Add((MqttApplicationMessage)packet.Content!, packet.Id);
                break;
            case PacketType.PubAck when _replies.Take<MqttClientPublishResult>(packet.Id) is { } publisher:
                _slots.Release();
                publisher.TrySetResult((MqttClientPublishResult)packet.Content!);
                break;
            case PacketType.SubAck or PacketType.UnsubAck:
                _replies.Take<SubAckPacket>(packet.Id)?.TrySetResult((SubAckPacket)packet.Content!);
                break;
            case PacketType.PingResp:
                Pong();
                break;
            case PacketType.Disconnect:
                throw (MqttClientUnexpectedDisconnectReceivedException)packet.Content!;
            case PacketType.ConnAck:
                throw new MqttProtocolViolationException(MqttDisconnectReasonCode.ProtocolError, "The broker sent a second CONNACK.");
        }
    }

    /// <summary>Tells the broker why its packet ends the connection, if the line still takes a word.</summary>
    private async Task TellAsync(MqttDisconnectReasonCode reason)
    {
        try
        {
            await _send.SendAsync(reason, static (to, code) => DisconnectPacket.Write(to, code))
                .WaitAsync(TimeSpan.FromSeconds(1), _time, _stop.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is MqttCommunicationException or TimeoutException or OperationCanceledException)
        {
            // Courtesy only.
        }
    }
}
