using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using Grpc.Core;

namespace EdgeProctoring.Packages.Tests.Grpc;

/// <summary>gRPC by hand, so that it can be done wrong.</summary>
internal static class RawGrpc
{
    public static HttpClient Client(string address) => new() { BaseAddress = new Uri(address) };

    public static HttpRequestMessage Request(string path, byte[] body, Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.TryAddWithoutValidation("content-type", "application/grpc");
        request.Headers.Add("te", "trailers");
        change?.Invoke(request);
        return request;
    }

    public static byte[] Frame(byte[] payload, byte flag = 0, uint? length = null)
    {
        var frame = new byte[5 + payload.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), length ?? (uint)payload.Length);
        payload.CopyTo(frame, 5);
        return frame;
    }

    public static byte[] Gzip(byte[] plain)
    {
        var packed = new MemoryStream();
        using (var packing = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            packing.Write(plain);
        }
        return packed.ToArray();
    }

    public static StatusCode Code(HttpResponseMessage response) =>
        (StatusCode)int.Parse(Header(response, "grpc-status") ?? "-1", CultureInfo.InvariantCulture);

    public static string Detail(HttpResponseMessage response) => Uri.UnescapeDataString(Header(response, "grpc-message") ?? "");

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.TrailingHeaders.TryGetValues(name, out values) ? values.Single() : null;
}
