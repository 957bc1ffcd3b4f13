using MQTTnet.Exceptions;

namespace EdgeProctoring.Mqtt;

/// <summary>
/// Collects outgoing packets while the former batch is being written, so that many small packets share one write. It holds no
/// message beyond the connection: what is unsent when the line drops is gone, and its publisher learns it.
/// </summary>
internal sealed class SendBuffer
{
    /// <summary>Publishers wait while more than this is unsent; also the capacity that is kept between batches.</summary>
    private const int RoomBytes = 1 << 20;

    private readonly Lock _gate = new();
    private readonly Signal _work = new();
    private WireWriter _filling = new(16_384);
    private WireWriter _sending = new(16_384);
    private TaskCompletionSource? _sent;
    private Exception? _failure;

    public bool HasRoom => _filling.Length < RoomBytes;

    /// <summary>Adds one packet, whole or not at all.</summary>
    public void Add<TPacket>(TPacket packet, Action<WireWriter, TPacket> write)
    {
        lock (_gate)
        {
            Append(packet, write);
        }
        _work.Set();
    }

    /// <summary>As <see cref="Add"/>; the task ends when the line has taken the packet.</summary>
    public Task SendAsync<TPacket>(TPacket packet, Action<WireWriter, TPacket> write)
    {
        Task sent;
        lock (_gate)
        {
            Append(packet, write);
            sent = Sent();
        }
        _work.Set();
        return sent;
    }

    /// <summary>Ends when there is room again, or the connection is gone.</summary>
    public async Task WaitForRoomAsync(CancellationToken cancel)
    {
        while (true)
        {
            Task sent;
            lock (_gate)
            {
                if (HasRoom || _failure is not null)
                {
                    return;
                }
                sent = Sent();
            }
            await sent.WaitAsync(cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Writes batch after batch until the connection ends.</summary>
    public async Task RunAsync(Stream line, Action sentSome, CancellationToken cancel)
    {
        while (true)
        {
            await _work.WaitAsync(cancel).ConfigureAwait(false);
            // Behind the work that is already queued: under load its packets join this batch, and an idle pool loses nothing.
            await Task.Yield();
            while (TakeBatch() is var (batch, sent) && !batch.IsEmpty)
            {
                try
                {
                    await line.WriteAsync(batch, cancel).ConfigureAwait(false);
                }
                catch (Exception e)
                {
                    Fail(sent, new MqttClientDisconnectedException(e));
                    throw;
                }
                sentSome();
                sent?.TrySetResult();
            }
        }
    }

    public void End(Exception why)
    {
        TaskCompletionSource? sent;
        lock (_gate)
        {
            _failure ??= why;
            (sent, _sent) = (_sent, null);
        }
        Fail(sent, why);
    }

    private void Append<TPacket>(TPacket packet, Action<WireWriter, TPacket> write)
    {
        if (_failure is not null)
        {
            throw new MqttClientDisconnectedException(_failure);
        }
        var start = _filling.Length;
        try
        {
            write(_filling, packet);
        }
        catch
        {
            _filling.Truncate(start);
            throw;
        }
    }

    private (ReadOnlyMemory<byte> Batch, TaskCompletionSource? Sent) TakeBatch()
    {
        lock (_gate)
        {
            (_filling, _sending) = (_sending.Capacity > 2 * RoomBytes ? new WireWriter(16_384) : _sending, _filling);
            _filling.Truncate(0);
            var sent = _sent;
            _sent = null;
            return (_sending.Written, sent);
        }
    }

    private Task Sent() => (_sent ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private static void Fail(TaskCompletionSource? sent, Exception why)
    {
        if (sent is not null && sent.TrySetException(why))
        {
            // Marks it as seen: a publisher that gave up waiting must not raise an unobserved exception later.
            _ = sent.Task.Exception;
        }
    }
}
