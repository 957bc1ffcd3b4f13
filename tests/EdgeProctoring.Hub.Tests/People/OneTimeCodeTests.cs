using System.Text;
using EdgeProctoring.Hub.People;

namespace EdgeProctoring.Hub.Tests.People;

/// <summary>The codes of authenticator apps, by the vectors of RFC 6238 and RFC 4648.</summary>
public class OneTimeCodeTests
{
    private static readonly byte[] _secret = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory, InlineData(59, "287082"), InlineData(1111111109, "081804"), InlineData(1111111111, "050471"), InlineData(1234567890, "005924"), InlineData(2000000000, "279037"), InlineData(20000000000, "353130")]
    public void Shows_what_the_standard_says(long second, string code) =>
        Assert.Equal(code, OneTimeCode.At(_secret, OneTimeCode.StepAt(DateTimeOffset.FromUnixTimeSeconds(second))));

    [Fact]
    public void Writes_secrets_as_apps_take_them() => Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", OneTimeCode.Text(_secret));

    [Fact]
    public void Takes_a_code_one_step_off_but_none_twice()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1111111111);
        var step = OneTimeCode.StepAt(now);
        Assert.Equal(step - 1, OneTimeCode.Find(_secret, OneTimeCode.At(_secret, step - 1), now, 0));
        Assert.Equal(step, OneTimeCode.Find(_secret, " 050 471 ", now, step - 1));
        Assert.Null(OneTimeCode.Find(_secret, "050471", now, step));
        Assert.Null(OneTimeCode.Find(_secret, OneTimeCode.At(_secret, step - 2), now, 0));
        Assert.Null(OneTimeCode.Find(_secret, "", now, 0));
    }
}
