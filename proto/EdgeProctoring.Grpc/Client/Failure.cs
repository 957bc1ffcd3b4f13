using System.Net.Sockets;
using System.Security.Authentication;
using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>What an exception of the transport means as a status.</summary>
internal static class Failure
{
    private const long NoError = 0x0;
    private const long RefusedStream = 0x7;
    private const long Cancel = 0x8;
    private const long EnhanceYourCalm = 0xb;
    private const long InadequateSecurity = 0xc;

    public static Status Of(Exception exception, string where)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case RpcException refused:
                    return refused.Status;
                case HttpProtocolException broken:
                    return new Status(Code(broken.ErrorCode), $"{where} was broken off: {broken.Message}", exception);
                case SocketException or AuthenticationException:
                    return new Status(StatusCode.Unavailable, $"{where} failed: {exception.Message} {e.Message}", exception);
            }
        }
        return exception switch
        {
            HttpRequestException or IOException => new Status(StatusCode.Unavailable, $"{where} failed: {exception.Message}", exception),
            OperationCanceledException => new Status(StatusCode.Cancelled, $"{where} was cancelled.", exception),
            _ => new Status(StatusCode.Internal, $"{where} failed. {exception.GetType().Name}: {exception.Message}", exception),
        };
    }

    private static StatusCode Code(long http2Error) => http2Error switch
    {
        // A server that stops says "no error" and goes away; whoever has no answer yet may ask again.
        NoError or RefusedStream => StatusCode.Unavailable,
        Cancel => StatusCode.Cancelled,
        EnhanceYourCalm => StatusCode.ResourceExhausted,
        InadequateSecurity => StatusCode.PermissionDenied,
        _ => StatusCode.Internal,
    };
}
