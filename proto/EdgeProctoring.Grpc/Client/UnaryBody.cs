using System.Net;
using System.Net.Http.Headers;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>The body of a call with one request.</summary>
internal sealed class UnaryBody : HttpContent
{
    private readonly UnaryFrame _frame;
    private readonly ConnectAttempt? _attempt;

    public UnaryBody(UnaryFrame frame, ConnectAttempt? attempt)
    {
        (_frame, _attempt) = (frame, attempt);
        Headers.ContentType = RequestBody.ContentType;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _attempt?.Connected();
        if (_frame.TryBegin())
        {
            try
            {
                await stream.WriteAsync(_frame.Bytes, cancellationToken).ConfigureAwait(false);
                ClientCounters.Instance.Sent();
            }
            finally
            {
                _frame.End();
            }
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}

/// <summary>
/// The bytes of the one request. HttpClient may send them again on another connection, and may still be sending when the answer is
/// there, so the buffer goes back to the pool only when the call has ended and nobody sends.
/// </summary>
internal sealed class UnaryFrame(FrameWriter writer)
{
    private readonly Lock _gate = new();
    private int _sending;
    private bool _released;

    public ReadOnlyMemory<byte> Bytes => writer.Frame;

    public bool TryBegin()
    {
        lock (_gate)
        {
            if (!_released)
            {
                _sending++;
            }
            return !_released;
        }
    }

    public void End()
    {
        lock (_gate)
        {
            _sending--;
            ReturnWhenIdle();
        }
    }

    public void Release()
    {
        lock (_gate)
        {
            _released = true;
            ReturnWhenIdle();
        }
    }

    private void ReturnWhenIdle()
    {
        if (_released && _sending == 0)
        {
            writer.Dispose();
        }
    }
}

internal static class RequestBody
{
    public static readonly MediaTypeHeaderValue ContentType = new(Protocol.ContentType);
}
