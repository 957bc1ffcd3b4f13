using System.Globalization;
using System.Security.Claims;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.People;

/// <summary>What weighs much is done only by somebody who proved of late who it is.</summary>
internal static class Fresh
{
    /// <summary>For decisions about people.</summary>
    public static TBuilder RequireFreshForDecisions<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.Require(options => options.FreshForDecisions);

    /// <summary>For deleting, exporting, and managing people.</summary>
    public static TBuilder RequireFreshForDangers<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.Require(options => options.FreshForDangers);

    private static TBuilder Require<TBuilder>(this TBuilder builder, Func<PeopleOptions, TimeSpan> limit) where TBuilder : IEndpointConventionBuilder
    {
        builder.AddEndpointFilter(async (context, next) =>
        {
            var services = context.HttpContext.RequestServices;
            var proved = context.HttpContext.User.FindFirstValue(SignIn.ProvedClaim);
            var age = long.TryParse(proved, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                ? services.GetRequiredService<TimeProvider>().GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(at) : TimeSpan.MaxValue;
            return age <= limit(services.GetRequiredService<IOptions<PeopleOptions>>().Value) ? await next(context)
                : TypedResults.Problem("Prove once more who you are: POST /api/v1/session/proof with your password.", statusCode: StatusCodes.Status403Forbidden,
                    extensions: new Dictionary<string, object?> { ["code"] = "proof-needed" });
        });
        return builder;
    }
}
