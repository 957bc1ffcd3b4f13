namespace Grpc.Core;

/// <summary>What a client says about one call beside the request: headers, deadline (UTC), cancellation.</summary>
public struct CallOptions
{
#pragma warning disable CA1068 // The order of the parameters is upstream's.
    public CallOptions(Metadata? headers = null, DateTime? deadline = null, CancellationToken cancellationToken = default,
        WriteOptions? writeOptions = null, ContextPropagationToken? propagationToken = null, CallCredentials? credentials = null)
#pragma warning restore CA1068
    {
        Headers = headers;
        Deadline = deadline;
        CancellationToken = cancellationToken;
        WriteOptions = writeOptions;
        PropagationToken = propagationToken;
        Credentials = credentials;
    }

    public Metadata? Headers { get; private set; }
    public DateTime? Deadline { get; private set; }
    public CancellationToken CancellationToken { get; private set; }
    public WriteOptions? WriteOptions { get; private set; }
    public ContextPropagationToken? PropagationToken { get; }
    public CallCredentials? Credentials { get; }

    /// <summary>Wait for the connection to come back instead of failing at once.</summary>
    public bool IsWaitForReady { get; private set; }

    public CallOptions WithHeaders(Metadata headers) => this with { Headers = headers };
    public CallOptions WithDeadline(DateTime deadline) => this with { Deadline = deadline };
    public CallOptions WithCancellationToken(CancellationToken cancellationToken) => this with { CancellationToken = cancellationToken };
    public CallOptions WithWriteOptions(WriteOptions writeOptions) => this with { WriteOptions = writeOptions };
    public CallOptions WithWaitForReady(bool waitForReady = true) => this with { IsWaitForReady = waitForReady };
}
