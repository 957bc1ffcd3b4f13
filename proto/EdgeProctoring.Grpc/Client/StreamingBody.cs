using System.Net;
using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>The body of a call with a stream of requests: it stays open until the caller completes it or the call ends.</summary>
internal sealed class StreamingBody : HttpContent
{
    private readonly TaskCompletionSource<Stream> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _where;

    public StreamingBody(string where)
    {
        _where = where;
        Headers.ContentType = RequestBody.ContentType;
    }

    public ConnectAttempt? Attempt { get; set; }

    /// <summary>The stream to write to, once the connection is there.</summary>
    public Task<Stream> Opened => _opened.Task;

    public void Complete() => _completed.TrySetResult();

    /// <summary>Breaks the body off. It must fail and not end: the end of an unfinished upload would look to the server like a whole one.</summary>
    public void Close(RpcException why)
    {
        if (_opened.TrySetException(why))
        {
            _ = _opened.Task.Exception; // Nobody has to write.
        }
        if (_completed.TrySetException(why))
        {
            _ = _completed.Task.Exception;
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Attempt?.Connected();
        // The headers leave now: a server may answer before the first request.
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (!_opened.TrySetResult(stream))
        {
            throw new IOException($"{_where} lost its connection at the start; a stream of requests cannot be sent again.");
        }
        try
        {
            await _completed.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_completed.Task.IsCompleted)
        {
            // Nobody here has ended the call, so HttpClient gives the body up for a connection that is no more; it does not say so.
            throw new IOException($"{_where} lost its connection.");
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
