package speak
import ("testing";"fmt";"sort")
func TestZZ(t *testing.T){
 for _, p := range []string{"blueprint/figures","blueprint/measure","blueprint/simulate","blueprint/coverage","render/book","render/chart","render/internal/speak","internal/cli"} {
 s := readSource(t, p)
 var l []string
 for k, v := range s.found { l = append(l, v+"\t"+fmt.Sprintf("%q",k)) }
 sort.Strings(l)
 fmt.Println("##",p,len(l))
 for _, x := range l { fmt.Println(x) }
 for _, x := range s.unseen { fmt.Println("LOST",x) }
 }
}
