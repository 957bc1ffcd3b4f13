using System.Globalization;
using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server;

/// <summary>Turns away what is no gRPC request, in a way that both HTTP and gRPC clients understand.</summary>
internal static class RequestCheck
{
    public static bool Accept(HttpContext http)
    {
        var request = http.Request;
        if (!Protocol.IsGrpc(request.ContentType))
        {
            return Refuse(http, StatusCodes.Status415UnsupportedMediaType,
                $"{request.Path} takes content type {Protocol.ContentType}, not '{request.ContentType}'.");
        }
        if (!HttpProtocol.IsHttp2(request.Protocol) && !HttpProtocol.IsHttp3(request.Protocol))
        {
            http.Response.Headers.Upgrade = HttpProtocol.Http2;
            return Refuse(http, StatusCodes.Status426UpgradeRequired, $"{request.Path} takes HTTP/2, not {request.Protocol}.");
        }
        return true;
    }

    private static bool Refuse(HttpContext http, int httpStatus, string why)
    {
        http.Response.StatusCode = httpStatus;
        http.Response.Headers[Protocol.Status] = ((int)StatusCode.Internal).ToString(CultureInfo.InvariantCulture);
        http.Response.Headers[Protocol.Message] = StatusText.Encode(why);
        return false;
    }
}
