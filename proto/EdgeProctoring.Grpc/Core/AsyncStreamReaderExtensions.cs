using System.Runtime.CompilerServices;

namespace Grpc.Core;

/// <summary>Shorter ways to read a stream.</summary>
public static class AsyncStreamReaderExtensions
{
    public static Task<bool> MoveNext<T>(this IAsyncStreamReader<T> streamReader)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(streamReader);
        return streamReader.MoveNext(CancellationToken.None);
    }

    public static IAsyncEnumerable<T> ReadAllAsync<T>(this IAsyncStreamReader<T> streamReader, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(streamReader);
        return ReadToEndAsync(streamReader, cancellationToken);
    }

    private static async IAsyncEnumerable<T> ReadToEndAsync<T>(IAsyncStreamReader<T> reader, [EnumeratorCancellation] CancellationToken cancel)
    {
        while (await reader.MoveNext(cancel).ConfigureAwait(false))
        {
            yield return reader.Current;
        }
    }
}
