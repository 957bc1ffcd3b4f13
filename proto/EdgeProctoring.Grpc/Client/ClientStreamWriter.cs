using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>Writes the requests of a streaming call. When the server has ended the call, a write fails with the call's status.</summary>
internal sealed class ClientStreamWriter<T>(ClientCall call, StreamingBody body, FrameWriter frame, Marshaller<T> marshaller, bool packs)
    : IClientStreamWriter<T>
    where T : class
{
    // A broken stream is often the server's early answer; the answer says why and comes right behind.
    private static readonly TimeSpan _answerLimit = TimeSpan.FromSeconds(1);

    private int _writing;
    private bool _completed;

    public WriteOptions? WriteOptions { get; set; }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (_completed)
        {
            throw new InvalidOperationException($"The requests of {call.Where} are complete; none can follow.");
        }
        if (Interlocked.Exchange(ref _writing, 1) == 1)
        {
            throw new InvalidOperationException($"{call.Where} is written to twice at once; await each write before the next.");
        }
        try
        {
            using var byWriter = cancellationToken.UnsafeRegister(static call => ((ClientCall)call!).CancelByCaller(), call);
            var stream = await body.Opened.ConfigureAwait(false);
            frame.Write(message, marshaller.ContextualSerializer, packs && WriteOptions?.Flags.HasFlag(WriteFlags.NoCompress) != true);
            await SendAsync(stream).ConfigureAwait(false);
            ClientCounters.Instance.Sent();
        }
        finally
        {
            Volatile.Write(ref _writing, 0);
        }
    }

    public Task CompleteAsync()
    {
        _completed = true;
        body.Complete();
        if (Volatile.Read(ref _writing) == 0)
        {
            frame.Dispose();
        }
        return Task.CompletedTask;
    }

    private async Task SendAsync(Stream stream)
    {
        if (call.HasEnded)
        {
            throw await call.WhyWriteFailedAsync(null, _answerLimit).ConfigureAwait(false);
        }
        try
        {
            await stream.WriteAsync(frame.Frame, call.Ended).ConfigureAwait(false);
            if (WriteOptions?.Flags.HasFlag(WriteFlags.BufferHint) != true)
            {
                await stream.FlushAsync(call.Ended).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            throw await call.WhyWriteFailedAsync(e, _answerLimit).ConfigureAwait(false);
        }
    }
}
