using System.IO.Compression;
using Grpc.Wire;

namespace Grpc.AspNetCore.Server;

/// <summary>How services are served; for all of them, or for one.</summary>
public class GrpcServiceOptions
{
    /// <summary>The largest message that is sent, bytes. No limit by default.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>The largest message that is received, bytes, packed and unpacked. 4 MiB by default; null: no limit.</summary>
    public int? MaxReceiveMessageSize { get; set; } = Protocol.DefaultMaxReceiveMessageSize;

    /// <summary>Tell the client the text of exceptions. Off by default.</summary>
    public bool? EnableDetailedErrors { get; set; }

    /// <summary>"gzip" packs the responses for clients that take it. Off by default.</summary>
    public string? ResponseCompressionAlgorithm { get; set; }

    /// <summary>How hard to pack. Fastest by default.</summary>
    public CompressionLevel? ResponseCompressionLevel { get; set; }

    /// <summary>Leave calls of services that nobody mapped to other endpoints instead of answering UNIMPLEMENTED.</summary>
    public bool? IgnoreUnknownServices { get; set; }

    /// <summary>Run before the service, in this order.</summary>
    public InterceptorCollection Interceptors { get; } = [];
}

/// <summary>How one service is served; what it does not say is as for all.</summary>
public class GrpcServiceOptions<TService> : GrpcServiceOptions
    where TService : class
{
    /// <summary>True once the options for all were taken over: without it nothing was said about this service.</summary>
    internal bool IsConfigured { get; private set; }

    internal void TakeOver(GrpcServiceOptions all)
    {
        MaxSendMessageSize = all.MaxSendMessageSize;
        MaxReceiveMessageSize = all.MaxReceiveMessageSize;
        EnableDetailedErrors = all.EnableDetailedErrors;
        ResponseCompressionAlgorithm = all.ResponseCompressionAlgorithm;
        ResponseCompressionLevel = all.ResponseCompressionLevel;
        IsConfigured = true;
    }
}
