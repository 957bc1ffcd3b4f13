using System.Net;
using System.Net.Sockets;

namespace EdgeProctoring.TestKit;

/// <summary>
/// A loopback port that nobody listens on. It lies below the range that the system gives to outgoing connections, so none
/// of those takes it before the test does.
/// </summary>
public static class FreePort
{
    private const int First = 12_000;
    private const int Last = 32_000;

    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }
}
