using System.Net;
using System.Reflection;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>The head of a request.</summary>
internal static class RequestHead
{
    private static readonly string _userAgent = $"edgeproctoring-grpc/{typeof(RequestHead).Assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()?.Version}";

    public static HttpRequestMessage Create(Uri address, string? host, HttpContent body, Metadata? metadata, TimeSpan? timeLeft, bool packs)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body,
        };
        var headers = request.Headers;
        headers.TryAddWithoutValidation("user-agent", _userAgent);
        headers.TryAddWithoutValidation("te", "trailers");
        headers.TryAddWithoutValidation(Protocol.AcceptEncoding, Protocol.AcceptedEncodings);
        if (host is not null)
        {
            headers.Host = host;
        }
        if (packs)
        {
            headers.TryAddWithoutValidation(Protocol.Encoding, Protocol.Gzip);
        }
        if (timeLeft is { } left)
        {
            headers.TryAddWithoutValidation(Protocol.Timeout, TimeoutText.Encode(left));
        }
        foreach (var entry in metadata ?? Metadata.Empty)
        {
            if (!Protocol.IsReserved(entry.Key))
            {
                headers.TryAddWithoutValidation(entry.Key, Sendable(entry));
            }
        }
        return request;
    }

    private static string Sendable(Metadata.Entry entry) => !entry.OnTheWire.AsSpan().ContainsAnyExceptInRange(' ', '~')
        ? entry.OnTheWire
        : throw new RpcException(new Status(StatusCode.Internal,
            $"Metadata '{entry.Key}' holds a character that headers cannot carry; a key ending in {Metadata.BinaryHeaderSuffix} carries any bytes."));
}
