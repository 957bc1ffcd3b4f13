namespace Grpc.Core;

/// <summary>Messages coming in, one at a time.</summary>
public interface IAsyncStreamReader<out T>
{
    T Current { get; }
    Task<bool> MoveNext(CancellationToken cancellationToken);
}

/// <summary>Messages going out, one at a time.</summary>
public interface IAsyncStreamWriter<in T>
{
    WriteOptions? WriteOptions { get; set; }

    Task WriteAsync(T message);

    Task WriteAsync(T message, CancellationToken cancellationToken) => cancellationToken.CanBeCanceled
        ? throw new NotSupportedException("This stream cannot cancel a single write.")
        : WriteAsync(message);
}

/// <summary>The client's messages; completing tells the server that there are no more.</summary>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    Task CompleteAsync();
}

/// <summary>The server's messages; the end of the handler ends them.</summary>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>
{
}
