using Grpc.Core;

namespace Grpc.AspNetCore.Server;

/// <summary>The responses of a streaming call; each is on its way when the write returns.</summary>
internal sealed class ServerStreamWriter<T>(ServerCall call, Marshaller<T> marshaller) : IServerStreamWriter<T>
    where T : class
{
    public WriteOptions? WriteOptions
    {
        get => call.WriteOptions;
        set => call.WriteOptions = value;
    }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return call.WriteAsync(message, marshaller, cancellationToken);
    }
}
