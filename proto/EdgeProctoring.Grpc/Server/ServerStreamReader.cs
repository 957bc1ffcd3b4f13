using Grpc.Core;

namespace Grpc.AspNetCore.Server;

/// <summary>The requests of a streaming call. A client that dies ends it with an exception, never with false.</summary>
internal sealed class ServerStreamReader<T>(ServerCall call, Marshaller<T> marshaller) : IAsyncStreamReader<T>
    where T : class
{
    private T? _current;

    public T Current => _current ?? throw new InvalidOperationException($"There is no current request of {call.Method}.");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        call.EnsureOpen("read from");
        // Linking costs an allocation, so only where there are two tokens.
        using var either = cancellationToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.CancellationToken)
            : null;
        _current = await call.Reader.ReadAsync(marshaller.ContextualDeserializer, either?.Token ?? call.CancellationToken).ConfigureAwait(false);
        if (_current is null)
        {
            return false;
        }
        ServerCounters.Instance.Received();
        return true;
    }
}
