using System.Collections.Frozen;
using System.Net;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>Names and numbers of gRPC over HTTP/2.</summary>
internal static class Protocol
{
    public const string ContentType = "application/grpc";
    public const string Status = "grpc-status";
    public const string Message = "grpc-message";
    public const string Timeout = "grpc-timeout";
    public const string Encoding = "grpc-encoding";
    public const string AcceptEncoding = "grpc-accept-encoding";
    public const string Gzip = "gzip";
    public const string Identity = "identity";
    public const string AcceptedEncodings = "identity,gzip";

    /// <summary>A client's metadata key that asks for a compressed request; it is not sent.</summary>
    public const string CompressRequest = "grpc-internal-encoding-request";

    public const int DefaultMaxReceiveMessageSize = 4 * 1024 * 1024;

    private static readonly FrozenSet<string> _reserved = FrozenSet.ToFrozenSet(
        [Status, Message, Timeout, Encoding, AcceptEncoding, CompressRequest, "content-type", "te", "content-encoding", "content-length",
            "transfer-encoding", "connection", "host", "date", "server"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>True for application/grpc with an optional +format or ;parameter.</summary>
    public static bool IsGrpc(string? contentType) =>
        contentType is not null && contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == ContentType.Length || contentType[ContentType.Length] is ';' or '+');

    /// <summary>Headers that belong to HTTP or to gRPC itself and so are no metadata.</summary>
    public static bool IsReserved(string key) => key.StartsWith(':') || _reserved.Contains(key);

    /// <summary>What an answer means that did not come from gRPC at all: from a proxy, or from authorization.</summary>
    public static StatusCode FromHttp(HttpStatusCode code) => code switch
    {
        HttpStatusCode.BadRequest => StatusCode.Internal,
        HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
        HttpStatusCode.NotFound => StatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };
}
