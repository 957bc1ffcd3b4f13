using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server;

internal sealed partial class ServerCall
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Method} failed.")]
        public static partial void Failed(ILogger logger, Exception e, string method);

        [LoggerMessage(2, LogLevel.Debug, "The client of {Method}, {Peer}, has gone.")]
        public static partial void ClientGone(ILogger logger, Exception e, string method, string peer);

        [LoggerMessage(3, LogLevel.Debug, "{Method} ended after its deadline had passed.")]
        public static partial void EndedLate(ILogger logger, Exception e, string method);
    }
}
